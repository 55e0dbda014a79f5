import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { channelRow, openChannelIds } from "#db/queries/channels.ts";
import { addJobChannel } from "#db/queries/job-channels.ts";
import { jobRow } from "#db/queries/jobs.ts";
import { countRedeliverable, redeliverWork } from "#db/queries/redelivery.ts";
import { deliverySeqs } from "#db/queries/row-ids.ts";
import { redeliverManySchema } from "#lib/domain/delivery/redeliver-schema.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { ISSUES_MAX, parseOrRefuse } from "#lib/domain/issues.ts";
import type { RedeliverWork } from "#lib/domain/job/job.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { startJob } from "#lib/engine/verbs/jobs/start.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { endJob } from "#lib/engine/write/end-job.ts";

type Asked = z.output<typeof redeliverManySchema>;

/**
 * Starts a job that sends failed deliveries again, or those that are named: those that had ended before now,
 * to channels that are enabled. A job on nothing has ended at once. Scope `operate`. Throws AppError
 * `invalid`, or `conflict` if the only channel is disabled.
 */
export const redeliverMany: Verb<{ jobId: string; matched: number }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const asked = parseOrRefuse(redeliverManySchema, input);
  const { db } = context;
  const work = workOf(db, asked, context.now());
  const only = "channelId" in asked ? asked.channelId : undefined;
  if (only !== undefined) refuseClosed(db, only);
  const counts = await countRedeliverable(db, work, only === undefined ? openChannelIds(db) : [only]);
  return context.transact((tx) => start(tx, actor, { asked, work, counts }));
};

const workOf = (db: Db, asked: Asked, now: number): RedeliverWork =>
  redeliverWork(db, "ids" in asked ? { seqs: seqsOf(db, asked.ids) } : asked, now);

/** Throws AppError `invalid` with an issue at each unknown delivery, 100 at most. */
function seqsOf(db: Db, ids: string[]): number[] {
  const known = deliverySeqs(db, ids);
  const message = "There is no such delivery: leave it out.";
  const issues = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `delivery_ids[${index}]`, message }],
  );
  if (issues.length > 0) throw new AppError("invalid", message, issues.slice(0, ISSUES_MAX));
  return [...known.values()];
}

function refuseClosed(db: Db, channelId: string): void {
  const channel = channelRow(db, channelId);
  const unknown = "There is no such channel: it may have been deleted.";
  if (channel === undefined)
    throw new AppError("invalid", unknown, [{ path: "channel_id", message: unknown }]);
  if (!channel.enabled)
    throw new AppError("conflict", `The channel "${channel.name}" is disabled: enable it first.`);
}

type Counted = { asked: Asked; work: RedeliverWork; counts: Map<string, number> };

function start(tx: Tx, actor: Actor, { asked, work, counts }: Counted): { jobId: string; matched: number } {
  const matched = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const jobId = startJob(tx, actor, {
    work,
    total: matched,
    newer: 0,
    action: "deliveries.redeliver-many",
    details: detailsOf(asked),
  });
  const job = existing("job", jobRow(tx.db, jobId));
  for (const channelId of counts.keys()) addJobChannel(tx.db, { jobSeq: job.seq, channelId });
  if (matched === 0) endJob(tx, job, actor, { state: "done", action: "jobs.end" });
  return { jobId, matched };
}

function detailsOf(asked: Asked): Record<string, unknown> {
  if ("ids" in asked) return { deliveries: asked.ids };
  const time = (at: number | undefined) => at && new Date(at).toISOString();
  return { channel: asked.channelId, since: time(asked.since), until: time(asked.until) };
}
