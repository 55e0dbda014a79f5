import type { JobCounts, JobState } from "#lib/domain/job/job.ts";
import { deliveryCount } from "./measures.ts";

type Job = JobCounts & { state: JobState };

/**
 * What a job redelivers or has redelivered, to one channel or to any, and what it left out. Some of that may
 * still wait behind a retry of its alert, so it is not called sent.
 */
export function redeliveryInWords(
  job: Job,
  channelName: string | null,
): { title: string; leftOut: string[] } {
  const { state, done, failed, total } = job;
  const to = channelName === null ? "" : ` to ${channelName}`;
  if (state === "running") return { title: `Sending ${deliveryCount(total)} again${to}`, leftOut: [] };
  const sent = done + failed;
  const title =
    state === "done"
      ? `${deliveryCount(sent)} redelivered${to}`
      : `Stopped: ${sent.toLocaleString("en")} of ${deliveryCount(total)} redelivered${to}`;
  return { title, leftOut: notesOf(job) };
}

function notesOf({ state, failed, newer }: Job): string[] {
  const were = newer === 1 ? "it was" : "they were";
  const why = `${were} changed meanwhile, or the channel was disabled or deleted`;
  return [
    ...(failed === 0 ? [] : [`${deliveryCount(failed)} failed again.`]),
    ...(state === "stopped" ? ["Those that were queued already are still sent."] : []),
    ...(newer === 0 || state === "stopped" ? [] : [`${deliveryCount(newer)} left out: ${why}.`]),
  ];
}
