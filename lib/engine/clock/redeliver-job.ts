import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import {
  endJobChannel,
  type JobChannel,
  jobChannelsOf,
  letGoOfHeld,
  moveJobChannel,
} from "#db/queries/job-channels.ts";
import { redeliverable } from "#db/queries/redelivery.ts";
import { slotsForJobs } from "#lib/domain/channel/job-slots.ts";
import type { RedeliverWork } from "#lib/domain/job/job.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { JobKindParts, JobMeans, JobOf } from "./job-kind.ts";

/**
 * Deliveries of jobs that are queued for a channel, for each slot that they may use. So the queue stays short,
 * and a stop comes at once.
 */
const PER_SLOT = 4;
/** Deliveries queued per step, so that posts aren't delayed. */
const STEP = 128;

/**
 * Sends deliveries again. Each channel is walked by `seq`, so that its alerts' events go in their order and no
 * delivery goes twice. The dispatcher counts what is sent (`countSent`). What stands behind a retry of its
 * alert counts as done, so that neither this job nor the next of the channel waits for the retry.
 */
export const redeliverJob: JobKindParts<RedeliverWork> = {
  readiness(db, job) {
    const channels = jobChannelsOf(db, job.seq);
    if (channels.length === 0 || channels.some((one) => nextAct(one) !== "wait")) return "now";
    return channels.every(({ isFailing }) => isFailing) ? "later" : "soon";
  },
  step(tx, job, means) {
    let room = STEP;
    let done = 0;
    for (const channel of jobChannelsOf(tx.db, job.seq)) {
      const act = nextAct(channel);
      const place = { jobSeq: job.seq, channelId: channel.channelId };
      if (act === "end") endJobChannel(tx.db, place);
      if (act === "letGo") done += letGoOfHeld(tx.db, place);
      if (act === "queue" && room > 0) room -= queueMore(tx, job, channel, room, means);
    }
    const isLast = jobChannelsOf(tx.db, job.seq).length === 0;
    return { done, failed: 0, position: null, isLast };
  },
};

/** What the job does next for a channel. "end": nothing is left to do, or nothing can be sent there any more. */
function nextAct(channel: JobChannel): "end" | "letGo" | "queue" | "wait" {
  const { isOpen, waits, isWalked, queued, held, maxInFlight } = channel;
  if (!isOpen) return "end";
  if (waits) return "wait";
  if (held > 0) return "letGo";
  if (isWalked) return queued === 0 ? "end" : "wait";
  return queued <= (PER_SLOT / 2) * slotsForJobs(maxInFlight) ? "queue" : "wait";
}

/**
 * Queues the channel's next deliveries, at most `room`. Returns how much of the room that took: also a part in
 * which none are to be sent again takes time.
 */
function queueMore(
  tx: Tx,
  job: JobOf<RedeliverWork>,
  { channelId, position, queued, maxInFlight }: JobChannel,
  room: number,
  { deliveriesWaiting }: JobMeans,
): number {
  const limit = Math.min(PER_SLOT * slotsForJobs(maxInFlight) - queued, room);
  const { next, goOnAfter } = redeliverable(tx.db, job.work, { channelId, after: position, limit });
  for (const one of next) requeueDelivery(tx.db, tx.lines, one, { now: tx.now, jobSeq: job.seq });
  moveJobChannel(tx.db, {
    jobSeq: job.seq,
    channelId,
    position: goOnAfter ?? position,
    isWalked: goOnAfter === null ? 1 : 0,
  });
  tx.afterCommit(() => deliveriesWaiting(channelId));
  return limit;
}
