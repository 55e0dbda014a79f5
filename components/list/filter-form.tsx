"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/**
 * Around the filters of a list. With a script each acts by itself; without one they are fields of this form, which
 * leads to the first page of what it finds.
 */
export function FilterForm({ children }: { children: ReactNode }) {
  return (
    <form method="get" onSubmit={(event) => event.preventDefault()} className="contents">
      {children}
      <noscript>
        <Button type="submit">Filter</Button>
      </noscript>
    </form>
  );
}

/** Among the filters of a list that is sorted by its columns' titles alone: the form keeps the order. */
export function KeepSort() {
  const sort = useSearchParams().get("sort");
  return sort && <input type="hidden" name="sort" value={sort} />;
}
