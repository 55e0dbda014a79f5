import { type ReactNode, useId } from "react";

/** A titled part of a form, with 20 px between its fields. */
export function FormSection(props: { title: string; description?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border bg-surface">
      <header className="border-b px-4 py-3 sm:px-5">
        <h2 id={id} className="font-semibold">
          {props.title}
        </h2>
        {props.description && <p className="text-muted text-sm">{props.description}</p>}
      </header>
      <div className="flex flex-col gap-5 px-4 py-5 sm:px-5">{props.children}</div>
    </section>
  );
}
