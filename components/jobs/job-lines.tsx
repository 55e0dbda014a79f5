"use client";

import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import { useJobs } from "./jobs.tsx";
import type { JobActions } from "./listed-job.ts";

const shown = later(() => import("./shown-jobs.tsx"));

/**
 * One line per job: its progress, and what it left out. Leave out `stop` for users who may only look. Most
 * pages have no job, so the lines are loaded with the first one.
 */
export function JobLines({ stop }: { stop?: JobActions["stop"] | undefined }) {
  const { jobs } = useJobs();
  return (
    <WhenOpen part={shown} open={jobs.length > 0} onFail={() => {}}>
      {({ ShownJobs }) => <ShownJobs stop={stop} />}
    </WhenOpen>
  );
}
