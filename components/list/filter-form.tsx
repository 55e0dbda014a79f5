"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/**
 * Around the filters of a list. With a script each acts by itself; without one they are fields of this form, which
 * leads to the first page of what it finds, in the same order.
 */
export function FilterForm({ children }: { children: ReactNode }) {
  const sort = useSearchParams().get("sort");
  return (
    <form method="get" onSubmit={(event) => event.preventDefault()} className="contents">
      {sort !== null && <input type="hidden" name="sort" value={sort} />}
      {children}
      <noscript>
        <Button type="submit">Filter</Button>
      </noscript>
    </form>
  );
}
