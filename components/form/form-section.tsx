import { type ReactNode, useId } from "react";

type FormSectionProps = {
  /** Where a link can lead to it. */
  id?: string;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A titled part of a form. Its fields are 20 px apart. Scripts can focus its heading. */
export function FormSection(props: FormSectionProps) {
  const id = useId();
  return (
    <section id={props.id} aria-labelledby={id} className="scroll-mt-20 rounded-lg border bg-surface">
      <header className="border-b px-4 py-3 sm:px-5">
        <h2 id={id} tabIndex={-1} className="font-semibold outline-none">
          {props.title}
        </h2>
        {props.description && <p className="text-muted text-sm">{props.description}</p>}
      </header>
      <div className="flex flex-col gap-5 px-4 py-5 sm:px-5">{props.children}</div>
    </section>
  );
}
