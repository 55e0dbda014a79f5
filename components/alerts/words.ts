import type { SettableStatus } from "#lib/domain/alert/status.ts";
import type { JobCounts, JobState } from "#lib/domain/job/job.ts";
import type { Changed } from "./alert-actions.ts";

const number = new Intl.NumberFormat("en");

/** "1 alert", "1,200 alerts". */
export const alertCount = (count: number): string =>
  `${number.format(count)} ${count === 1 ? "alert" : "alerts"}`;

/** "1,234", or "10,000+" if counting stopped at `max`. */
export const countUpTo = (count: number, max: number): string =>
  count > max ? `${number.format(max)}+` : number.format(count);

/** What was changed, and what was left out. */
export function changedInWords(done: Changed, status: string): [string, string | undefined] {
  const leftOut = leftOutInWords(done);
  return [isNow(done.changed, status), leftOut.length === 0 ? undefined : leftOut.join(" ")];
}

const isNow = (count: number, status: string): string =>
  `${alertCount(count)} ${count === 1 ? "is" : "are"} ${status}`;

function leftOutInWords({ skipped, newer }: Pick<Changed, "skipped" | "newer">): string[] {
  const their = skipped === 1 ? "its" : "their";
  const have = newer === 1 ? "it has" : "they have";
  return [
    ...(skipped === 0 ? [] : [`${alertCount(skipped)} skipped: ${their} status does not allow it.`]),
    ...(newer === 0 ? [] : [`${alertCount(newer)} left out: ${have} changed since you saw the list.`]),
  ];
}

const DOING: Record<SettableStatus, string> = {
  Acknowledged: "Acknowledging",
  Resolved: "Resolving",
  Open: "Reopening",
};

type StatusJob = JobCounts & { state: JobState; status: SettableStatus };

/** What a job changes or has changed, and what it left out. */
export function statusJobInWords(job: StatusJob): { title: string; leftOut: string[] } {
  const { state, status, done, failed, newer, total } = job;
  if (state === "running") return { title: `${DOING[status]} ${alertCount(total)}`, leftOut: [] };
  const title =
    state === "done" ? isNow(done, status) : `Stopped: ${number.format(done)} of ${isNow(total, status)}`;
  return { title, leftOut: leftOutInWords({ skipped: failed, newer }) };
}
