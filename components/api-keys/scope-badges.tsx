import { Badge } from "#components/ui/badge.tsx";
import type { Scope } from "#lib/domain/people/actor.ts";

/** What a key may do; `ingest` stands out, as it speaks for every source. */
export function ScopeBadges({ scopes }: { scopes: readonly Scope[] }) {
  return (
    <span className="flex gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={scope === "ingest" ? "accent" : "neutral"}>
          {scope}
        </Badge>
      ))}
    </span>
  );
}
