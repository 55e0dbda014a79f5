import { Fragment } from "react";
import { Badge } from "#components/ui/badge.tsx";
import type { Scope } from "#lib/domain/people/actor.ts";

/**
 * A key's scopes on one line. `ingest` has its own colour, because it can post alerts in the name of any
 * source.
 */
export function ScopeBadges({ scopes }: { scopes: readonly Scope[] }) {
  return (
    <span className="cut">
      {scopes.map((scope) => (
        <Fragment key={scope}>
          <Badge tone={scope === "ingest" ? "accent" : "neutral"}>{scope}</Badge>{" "}
        </Fragment>
      ))}
    </span>
  );
}
