import type { ReactNode } from "react";

/** Facts about one thing: names and values side by side, on a phone one below the other. */
export function KeyValues({ children }: { children: ReactNode }) {
  return <dl className="divide-y rounded-lg border bg-surface px-4 sm:px-5">{children}</dl>;
}

export function KeyValue({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </div>
  );
}
