/** The steps of an attempt, in the order in which they happen. */
export const TIMED_STEPS = ["dns", "connect", "tls", "firstByte", "body"] as const;
export type TimedStep = (typeof TIMED_STEPS)[number];

/**
 * How long each step of an attempt took, in ms; null for a step that did not take place. The last one that is
 * not null is where the attempt ended. `firstByte` counts from the request to the first byte of the answer.
 */
export type Timing = Record<TimedStep, number | null>;

/** Whether the request went out on a connection that an earlier request had opened. */
export const onReusedConnection = ({ connect, firstByte }: Timing): boolean =>
  connect === null && firstByte !== null;

/** Tenths of a ms: the finest that the log keeps. */
const PER_MS = 10;

/** As it is stored: the steps in tenths of a ms, an empty place for null: `,,,32,1`. */
export function timingText({ dns, connect, tls, firstByte, body }: Timing): string {
  return `${tenths(dns)},${tenths(connect)},${tenths(tls)},${tenths(firstByte)},${tenths(body)}`;
}

const tenths = (ms: number | null): number | "" => (ms === null ? "" : Math.round(ms * PER_MS));

/** Reads what `timingText` wrote. */
export function readTiming(text: string): Timing {
  const [dns, connect, tls, firstByte, body] = text.split(",").map(fromTenths);
  return {
    dns: dns ?? null,
    connect: connect ?? null,
    tls: tls ?? null,
    firstByte: firstByte ?? null,
    body: body ?? null,
  };
}

const fromTenths = (text: string): number | null => (text === "" ? null : Number(text) / PER_MS);
