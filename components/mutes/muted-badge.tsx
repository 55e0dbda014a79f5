"use client";

import { Badge } from "#components/ui/badge.tsx";
import { useClock } from "#components/ui/clock.ts";
import { UntilTime } from "./until-time.tsx";

/**
 * "Muted until 14:05", until then; on a phone only "Muted", because the title needs the room. Nothing if `until`
 * (ms) is left out.
 */
export function MutedBadge({ until }: { until: number | undefined }) {
  const clock = useClock(undefined);
  if (until === undefined || (clock !== undefined && clock >= until)) return null;
  return (
    <Badge>
      <span>
        Muted
        <span className="max-md:hidden">
          {" "}
          until <UntilTime at={until} />
        </span>
      </span>
    </Badge>
  );
}
