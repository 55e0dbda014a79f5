import { cn } from "./cn.ts";

/** A grey bar in place of text that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-sm bg-border", className)} />;
}

/** The outline of a list page while it loads, so that nothing jumps. Two lines per row on a phone. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading the list…</span>
      <TitleSkeleton />
      <div className="flex gap-2">
        <Skeleton className="h-8 flex-1 md:max-w-64 pointer-coarse:h-11" />
        <Skeleton className="h-8 w-24 pointer-coarse:h-11" />
      </div>
      <div className="list-box">
        <div className="h-9 border-b bg-sunken max-md:hidden" />
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <RowSkeleton key={row} />
        ))}
      </div>
    </div>
  );
}

function RowSkeleton() {
  return (
    <div className="flex h-17.25 flex-col justify-center gap-3 border-b px-4 last:border-b-0 md:h-12 md:flex-row md:items-center md:justify-start md:gap-6">
      <Skeleton className="h-4 w-1/2 md:w-1/4" />
      <Skeleton className="h-3 w-4/5 md:h-4 md:w-2/5" />
      <Skeleton className="ml-auto h-4 w-16 max-md:hidden" />
    </div>
  );
}

/** The outline of a form page, or of a page about one thing, while it loads. */
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
              <Skeleton className="h-4 w-24" />
              <Skeleton className="h-9" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The outline of a page's title and the line below it. */
export function TitleSkeleton() {
  return (
    <div className="flex flex-col gap-2">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-4 w-72 max-w-full" />
    </div>
  );
}
