import type { ReactNode } from "react";

type EmptyStateProps = {
  /** Decorative. */
  icon?: ReactNode;
  /** One sentence: what is missing and what to do. */
  children: ReactNode;
  /** The next action. */
  action?: ReactNode;
};

/** Takes the place of an empty list: one sentence and the next action. */
export function EmptyState({ icon, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-4 rounded-lg border bg-surface px-6 py-12 text-center">
      {icon && (
        <span
          aria-hidden
          className="inline-flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent-text [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <div className="max-w-prose text-balance text-muted">{children}</div>
      {action}
    </div>
  );
}
