import { statusJobInWords } from "#components/alerts/words.ts";
import { redeliveryInWords } from "#components/deliveries/redelivery-words.ts";
import type { JobsRead, ListedJob } from "#components/jobs/listed-job.ts";
import { channelRow } from "#db/queries/channels.ts";
import { findJob, runningJobs } from "#db/queries/jobs.ts";
import { readDb } from "#db/read.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { existing } from "#lib/domain/existing.ts";
import type { JobKind, JobView, JobWork } from "#lib/domain/job/job.ts";
import { lookUp } from "#lib/web/action.ts";
import { changesMark } from "#lib/web/live/mark.ts";

/** The running jobs of a kind, all or those that send again to this channel. */
export function readRunning(kind: JobKind, channelId?: string): JobsRead {
  const seen = changesMark();
  const jobs = runningJobs(readDb()).filter(
    ({ work }) => work.kind === kind && (channelId === undefined || concerns(work, channelId)),
  );
  return { seen, jobs: jobs.map(listed) };
}

/** One that names deliveries, or no channel, may concern any. */
const concerns = (work: JobWork, channelId: string): boolean =>
  work.kind === "redeliver" && (channelOf(work) ?? channelId) === channelId;

const channelOf = ({ deliveries }: Extract<JobWork, { kind: "redeliver" }>): string | undefined =>
  "seqs" in deliveries ? undefined : deliveries.channelId;

/** How far jobs are. Needs the right to read. */
export async function readJobs(ids: string[]): Promise<ActionResult<JobsRead>> {
  return lookUp("read", async () => {
    const seen = changesMark();
    const jobs = await Promise.all(ids.map((id) => findJob(readDb(), id)));
    return { seen, jobs: jobs.filter((job) => job !== null).map(listed) };
  });
}

/** The same for one. */
export async function readJob(id: string): Promise<ActionResult<ListedJob>> {
  return lookUp("read", async () => listed(existing("job", await findJob(readDb(), id))));
}

function listed({ id, work, state, done, failed, newer, total }: JobView): ListedJob {
  const job = { state, done, failed, newer, total };
  return { id, ...job, ...inWords(work, job) };
}

function inWords(work: JobWork, job: Omit<ListedJob, "id" | "title" | "leftOut">) {
  if (work.kind === "status") return statusJobInWords({ ...job, status: work.change.status });
  const channelId = channelOf(work);
  const channel = channelId === undefined ? undefined : channelRow(readDb(), channelId);
  return redeliveryInWords(job, channel?.name ?? null);
}
