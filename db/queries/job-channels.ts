import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";

/** A channel to which a job has deliveries to send again. */
export type JobChannel = {
  channelId: string;
  /** The `seq` of the last delivery that the job has looked at. */
  position: number;
  isWalked: 0 | 1;
  maxInFlight: number;
  /** How many deliveries of jobs are queued there and not sent yet. */
  queued: number;
  /** How many of them stand behind a delivery of their alert that is being retried. */
  held: number;
  /** Whether an earlier job is not done there. */
  waits: 0 | 1;
  isFailing: 0 | 1;
  /** Whether the channel is there and enabled. */
  isOpen: 0 | 1;
};

type Place = { jobSeq: number; channelId: string };

const insert = statement<Place>(
  "INSERT INTO job_channels (channel_id, job_seq, position, is_walked) VALUES (@channelId, @jobSeq, 0, 0)",
);

export function addJobChannel(db: Db, place: Place): void {
  insert(db).run(place);
}

/** What waits for a retry, or is retried just now, may keep its line for hours. */
const BEHIND_RETRY = `deliveries.next_attempt_at IS NULL
   AND (SELECT head.attempts_made > head.schedule_start FROM deliveries AS head
     WHERE head.state = 'pending' AND head.channel_id = deliveries.channel_id
       AND head.alert_id = deliveries.alert_id ORDER BY head.position LIMIT 1)`;

const ofJob = statement<{ jobSeq: number }, JobChannel>(
  `SELECT job_channels.channel_id AS channelId, position, is_walked AS isWalked,
     channels.max_in_flight AS maxInFlight,
     (SELECT count(*) FROM deliveries
       WHERE deliveries.channel_id = job_channels.channel_id AND deliveries.job_seq IS NOT NULL) AS queued,
     (SELECT count(*) FROM deliveries
       WHERE deliveries.channel_id = job_channels.channel_id AND deliveries.job_seq = job_channels.job_seq
         AND ${BEHIND_RETRY}) AS held,
     EXISTS (SELECT 1 FROM job_channels AS earlier
       WHERE earlier.channel_id = job_channels.channel_id AND earlier.job_seq < job_channels.job_seq) AS waits,
     channels.failing_since IS NOT NULL AS isFailing,
     channels.enabled AND channels.deleted_at IS NULL AS isOpen
   FROM job_channels JOIN channels ON channels.id = job_channels.channel_id
   WHERE job_seq = +@jobSeq`,
);

export const jobChannelsOf = (db: Db, jobSeq: number): JobChannel[] => ofJob(db).all({ jobSeq });

const move = statement<Place & { position: number; isWalked: 0 | 1 }>(
  `UPDATE job_channels SET position = @position, is_walked = @isWalked
   WHERE channel_id = +@channelId AND job_seq = +@jobSeq`,
);

export function moveJobChannel(db: Db, at: Place & { position: number; isWalked: 0 | 1 }): void {
  move(db).run(at);
}

const letGo = statement<Place>(
  `UPDATE deliveries SET job_seq = NULL
   WHERE channel_id = +@channelId AND job_seq = +@jobSeq AND ${BEHIND_RETRY}`,
);

/**
 * Lets go of what the job has queued behind a delivery that is being retried: it goes with its line, as any
 * other delivery. Returns how many.
 */
export const letGoOfHeld = (db: Db, place: Place): number => letGo(db).run(place).changes;

const release = statement<Place>(
  "UPDATE deliveries SET job_seq = NULL WHERE channel_id = +@channelId AND job_seq = +@jobSeq",
);
const remove = statement<Place>(
  "DELETE FROM job_channels WHERE channel_id = +@channelId AND job_seq = +@jobSeq",
);

/** The job is done with the channel. What it has queued there stays queued, as any other delivery. */
export function endJobChannel(db: Db, place: Place): void {
  release(db).run(place);
  remove(db).run(place);
}

/** The job is done with all its channels. */
export function endJobChannels(db: Db, jobSeq: number): void {
  for (const { channelId } of jobChannelsOf(db, jobSeq)) endJobChannel(db, { jobSeq, channelId });
}

const unmark = statement<{ seq: number; jobSeq: number }>(
  "UPDATE deliveries SET job_seq = NULL WHERE seq = +@seq AND job_seq = +@jobSeq",
);
const countOne = statement<{ jobSeq: number; done: number; failed: number }>(
  `UPDATE jobs SET done = done + @done, failed = failed + @failed
   WHERE seq = +@jobSeq AND state = 'running'`,
);

/**
 * Counts a delivery that a job has queued and whose attempt has ended. One that is sent again later counts as
 * done: from here on it is a delivery like any other.
 */
export function countSent(db: Db, which: { seq: number; jobSeq: number }, state: DeliveryState): void {
  if (unmark(db).run(which).changes === 0) return;
  const failed = state === "failed" ? 1 : 0;
  countOne(db).run({ jobSeq: which.jobSeq, done: 1 - failed, failed });
}
