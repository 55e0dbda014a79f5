import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { AttemptRequest, DeliveryReason } from "#lib/domain/delivery/delivery.ts";
import type { AttemptResult, Outcome } from "#lib/domain/delivery/outcome.ts";
import { timingText } from "#lib/domain/delivery/timing.ts";
import { keepBody } from "./attempt-bodies.ts";
import { certificateSeq } from "./certificates.ts";

/** An attempt to record; its request is made again from the last two. */
export type EndedAttempt = {
  deliverySeq: number;
  number: number;
  result: AttemptResult;
  channelVersion: number | null;
  signature: string | null;
  /** The masked body, unless it is made again from the event. */
  body: string | null;
};

/** What follows for the delivery. Times in ms since 1970. */
export type NextState =
  | { state: "pending"; reason: null; nextAttemptAt: number; finishedAt: null }
  | { state: "delivered" | "failed"; reason: DeliveryReason | null; nextAttemptAt: null; finishedAt: number };

type Facts = {
  deliverySeq: number;
  number: number;
  startedAt: number;
  durationMs: number;
  outcome: Outcome;
  status: number | null;
  response: string | null;
  message: string;
  channelVersion: number | null;
  signature: string | null;
  timing: string | null;
  certificate: number | null;
};

const SET_FACTS = `started_at = @startedAt, duration_ms = @durationMs, outcome = @outcome, status = @status,
  response = @response, message = @message, channel_version = @channelVersion, signature = @signature,
  timing = @timing, certificate = @certificate`;
/** One that waits behind another goes on waiting: it was cancelled and redelivered during its attempt. */
const SET_STATE = `state = @state, reason = @reason, finished_at = @finishedAt,
  next_attempt_at = iif(next_attempt_at IS NULL, NULL, @nextAttemptAt)`;
const SET_LAST = "last_outcome = @outcome, last_status = @status";
const IF_PENDING = "WHERE seq = +@deliverySeq AND state = 'pending'";
type Marked = { jobSeq: number | null };

const recordFirst = statement<Facts & NextState & Marked>(
  `UPDATE deliveries SET attempts_made = @number, ${SET_STATE}, ${SET_FACTS} ${IF_PENDING} AND job_seq IS +@jobSeq`,
);
const moveOn = statement<Facts & NextState & Marked>(
  `UPDATE deliveries SET attempts_made = @number, ${SET_STATE}, ${SET_LAST} ${IF_PENDING} AND job_seq IS +@jobSeq`,
);
const pendingMark = statement<{ deliverySeq: number }, Marked>(
  `SELECT job_seq AS jobSeq FROM deliveries ${IF_PENDING}`,
);
const addFirst = statement<Facts>(
  `UPDATE deliveries SET attempts_made = @number, ${SET_FACTS} WHERE seq = +@deliverySeq`,
);
const addLater = statement<Facts>(
  `UPDATE deliveries SET attempts_made = @number, ${SET_LAST} WHERE seq = +@deliverySeq`,
);

const insertLater = statement<Facts & { request: string | null }>(
  `INSERT INTO attempts (delivery_seq, number, started_at, duration_ms, outcome, status, response, message,
     channel_version, signature, timing, certificate, request)
   VALUES (@deliverySeq, @number, @startedAt, @durationMs, @outcome, @status, @response, @message,
     @channelVersion, @signature, @timing, @certificate, @request)`,
);

/** Whether the delivery was still pending, and the job that has it queued by now, if any. */
export type Recorded = { isCurrent: boolean; jobSeq: number | null };

/**
 * Records an attempt and what follows for its delivery. If the delivery was cancelled meanwhile, it stays so,
 * and only the attempt is added. If it was then queued again, the attempt ends that too.
 * @param jobSeq the job that had it queued when the attempt began: another is looked up only if this fails,
 *   because RETURNING would cost every attempt 1 µs
 */
export function recordAttempt(
  db: Db,
  attempt: EndedAttempt,
  next: NextState,
  jobSeq: number | null = null,
): Recorded {
  const facts = factsOf(db, attempt);
  const isFirst = facts.number === 1;
  keepBody(db, attempt);
  if (!isFirst) insertLater(db).run({ ...facts, request: null });
  const moved = { ...facts, ...next };
  const store = (isFirst ? recordFirst : moveOn)(db);
  if (store.run({ ...moved, jobSeq }).changes > 0) return { isCurrent: true, jobSeq };
  const mark = pendingMark(db).get(facts);
  if (mark === undefined) (isFirst ? addFirst : addLater)(db).run(facts);
  else store.run({ ...moved, ...mark });
  return { isCurrent: mark !== undefined, jobSeq: mark?.jobSeq ?? null };
}

/** Records the attempt of a Test, with its request. */
export function recordTestAttempt(db: Db, attempt: EndedAttempt, request: AttemptRequest): void {
  const { method, url, headers } = request;
  const facts = factsOf(db, attempt);
  keepBody(db, attempt);
  insertLater(db).run({ ...facts, request: JSON.stringify({ method, url, headers }) });
  addLater(db).run(facts);
}

function factsOf(db: Db, { deliverySeq, number, result, channelVersion, signature }: EndedAttempt): Facts {
  const { startedAt, durationMs, outcome, status, response, message, timing, peer } = result;
  return {
    deliverySeq,
    number,
    startedAt,
    durationMs: Math.round(durationMs),
    outcome,
    status,
    response: response === null ? null : JSON.stringify(response),
    message,
    channelVersion,
    signature,
    timing: timing === null ? null : timingText(timing),
    certificate: certificateSeq(db, peer),
  };
}
