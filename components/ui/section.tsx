import { type ReactNode, useId } from "react";

type PartProps = { title: string; note?: ReactNode; children: ReactNode };
type SectionProps = PartProps & { id?: string };

/** A titled box on a page about one thing. Scripts can focus its heading. */
export function Section({ id: sectionId, title, note, children }: SectionProps) {
  const id = useId();
  return (
    <section id={sectionId} aria-labelledby={id} className="rounded-lg border bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 border-b px-4 py-3 sm:px-5">
        <h2 id={id} tabIndex={-1} className="font-semibold outline-none">
          {title}
        </h2>
        {note && <p className="text-muted text-sm">{note}</p>}
      </header>
      <div className="flex flex-col gap-4 p-4 sm:p-5">{children}</div>
    </section>
  );
}

/** A titled part of a Section. */
export function Part({ title, note, children }: PartProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{title}</h3>
        {note && <p className="text-muted text-sm">{note}</p>}
      </div>
      {children}
    </div>
  );
}
