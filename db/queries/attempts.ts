import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { attemptBodies, attempts, certificates, deliveries } from "#db/schema/index.ts";
import type { AttemptRequest, AttemptView, LastAttempt } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { readTiming, type Timing } from "#lib/domain/delivery/timing.ts";
import { keptBody, ofAttempt, ofFirstAttempt } from "./attempt-bodies.ts";

/**
 * An attempt as it is stored: with its request, or with the channel's version and the signature from which
 * the request is made again.
 */
export type StoredAttempt = Omit<AttemptView, "request" | "body"> & {
  request: AttemptRequest | null;
  /** Null if nothing was sent, or if it is made again from the event. */
  body: string | null;
  channelVersion: number | null;
  signature: string | null;
};

/** Those that are there once an attempt has ended are not null. */
const columnsOf = (table: typeof attempts | typeof deliveries) => ({
  startedAt: sql<number>`${table.startedAt}`,
  durationMs: sql<number>`${table.durationMs}`,
  outcome: sql<Outcome>`${table.outcome}`,
  status: table.status,
  response: table.response,
  message: sql<string>`${table.message}`,
  channelVersion: table.channelVersion,
  signature: table.signature,
  timing: sql<Timing | null>`${table.timing}`.mapWith(readTiming),
  certificate: {
    sha256: certificates.fingerprint,
    subject: certificates.subject,
    issuer: certificates.issuer,
    validFrom: certificates.validFrom,
    validTo: certificates.validTo,
  },
});

/** All attempts of a delivery, first to last. */
export function attemptsOf(db: Db, deliverySeq: number): StoredAttempt[] {
  const first = db
    .select({ number: sql<number>`1`, ...columnsOf(deliveries), request: sql<null>`NULL`, body: keptBody })
    .from(deliveries)
    .leftJoin(certificates, eq(certificates.seq, deliveries.certificate))
    .leftJoin(attemptBodies, ofFirstAttempt)
    .where(and(eq(deliveries.seq, deliverySeq), isNotNull(deliveries.outcome)))
    .all();
  const others = db
    .select({ number: attempts.number, ...columnsOf(attempts), request: attempts.request, body: keptBody })
    .from(attempts)
    .leftJoin(certificates, eq(certificates.seq, attempts.certificate))
    .leftJoin(attemptBodies, ofAttempt)
    .where(eq(attempts.deliverySeq, deliverySeq))
    .orderBy(attempts.number)
    .all();
  return [...first, ...others];
}

/** The condition of a left join to `attempts` that finds a delivery's last attempt, if it stands there. */
export const lastAttemptJoin = and(
  eq(attempts.deliverySeq, deliveries.seq),
  eq(attempts.number, deliveries.attemptsMade),
);

/**
 * What the last attempt came to, wherever it stands; all null before the first. Only the message needs the
 * join.
 */
export const lastAttemptColumns = {
  outcome: sql<Outcome | null>`coalesce(${deliveries.lastOutcome}, ${deliveries.outcome})`,
  status: sql<
    number | null
  >`iif(${deliveries.lastOutcome} IS NULL, ${deliveries.status}, ${deliveries.lastStatus})`,
  message: sql<string | null>`coalesce(${attempts.message}, ${deliveries.message})`,
};

/** The last attempt from its columns; null before the first. */
export const lastAttempt = ({
  outcome,
  status,
  message,
}: { [Part in keyof LastAttempt]: LastAttempt[Part] | null }): LastAttempt | null =>
  outcome === null ? null : { outcome, status, message: message ?? "" };
