import { cn } from "./cn.ts";

/** A grey bar where text is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-pulse rounded-sm bg-border", className)} />;
}

/** What a list page shows while it loads: its own outline, so nothing jumps. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading the list…</span>
      <TitleSkeleton />
      <Skeleton className="h-8 w-full sm:w-72" />
      <div className="rounded-lg border bg-surface">
        <div className="h-9 rounded-t-lg border-b bg-sunken" />
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <div key={row} className="flex h-12 items-center gap-6 border-b px-4 last:border-b-0">
            <Skeleton className="w-1/4" />
            <Skeleton className="w-2/5" />
            <Skeleton className="ml-auto w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** What a form page, or a page of one thing, shows while it loads. */
export function FormSkeleton() {
  return (
    <div role="status" className="flex max-w-180 flex-col gap-5">
      <span className="sr-only">Loading…</span>
      <TitleSkeleton />
      {[3, 2].map((fields) => (
        <div key={fields} className="flex flex-col gap-5 rounded-lg border bg-surface p-5">
          {Array.from({ length: fields }, (_, field) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the fields are alike and never move
            <div key={field} className="flex flex-col gap-2">
              <Skeleton className="w-24" />
              <Skeleton className="h-9" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** A page's title, and its line below. */
export function TitleSkeleton() {
  return (
    <div className="flex flex-col gap-2">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="w-72 max-w-full" />
    </div>
  );
}
