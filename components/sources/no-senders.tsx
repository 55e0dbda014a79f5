import { Radio, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { SOURCES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Shown before the first post. `add` is left out for users who may only look. */
export function NoSenders({ add }: { add: ReactNode }) {
  return (
    <EmptyState icon={<Radio />} action={add}>
      Nothing has posted an alert yet.{" "}
      {add
        ? "Add a source: Prometheus, Grafana, Uptime Kuma and others post in their own format."
        : "Once an admin has added a source, it shows up here by itself."}
    </EmptyState>
  );
}

/** Shown if no sender matches the search and the filter. */
export function NoSenderFound() {
  return (
    <EmptyState icon={<SearchX />} action={<ButtonLink href={SOURCES}>Clear filters</ButtonLink>}>
      No sender matches this search and these filters.
    </EmptyState>
  );
}
