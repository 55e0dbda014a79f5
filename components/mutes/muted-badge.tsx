"use client";

import { Badge } from "#components/ui/badge.tsx";
import { useClock } from "#components/ui/clock.ts";
import { UntilTime } from "./until-time.tsx";

/** "Muted until 14:05", until then. Nothing if `until` (ms) is left out. */
export function MutedBadge({ until }: { until: number | undefined }) {
  const clock = useClock(undefined);
  if (until === undefined || (clock !== undefined && clock >= until)) return null;
  return (
    <Badge>
      <span>
        Muted until <UntilTime at={until} />
      </span>
    </Badge>
  );
}
