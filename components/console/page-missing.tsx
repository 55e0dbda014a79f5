"use client";

import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MissingPath } from "./missing-path.tsx";

type PageMissingProps = {
  /** The kind of thing that is missing: "webhook". */
  what?: string;
  /** The way back: a ButtonLink. */
  action: ReactNode;
};

/** Shown by a `not-found.tsx` if there is nothing at an address. */
export function PageMissing({ what = "page", action }: PageMissingProps) {
  const name = what.charAt(0).toUpperCase() + what.slice(1);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={`${name} not found`} missing />
      <EmptyState icon={<SearchX />} action={action}>
        There is no {what} at <MissingPath />: the address may be mistyped, or the {what} was deleted.
      </EmptyState>
    </div>
  );
}
