import { type ReactNode, useId } from "react";

type TitledProps = {
  title: string;
  description?: ReactNode;
  /** A button beside the title. */
  action?: ReactNode;
  children: ReactNode;
};

/** A titled part of the System page. */
export function Titled({ title, description, action, children }: TitledProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {description && <p className="text-muted text-sm">{description}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
