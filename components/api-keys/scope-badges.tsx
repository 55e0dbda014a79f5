import { Fragment } from "react";
import { Badge } from "#components/ui/badge.tsx";
import type { Scope } from "#lib/domain/people/actor.ts";

/** What a key may do, on one line; `ingest` stands out, as it speaks for every source. */
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
