import { type Cpu, cpuOf, perEvent, totalOf, untilQuiet } from "./cpu.ts";
import { alertText, CONNECTIONS, postAll } from "./load.ts";
import { type Measured, measure } from "./measured.ts";
import type { BenchReceiver } from "./receiver.ts";
import { median } from "./report.ts";

/** A running program that takes alerts and sends each one on to the receiver. */
export type Subject = {
  name: string;
  /** Its process; descendants count too. */
  pid: number;
  /** Where it takes posts, and with which headers. */
  url: string;
  headers: Record<string, string>;
  /** The body of a post of these alerts, each with an id that was never posted before. */
  body(ids: string[]): string;
};

export type Shape = { name: string; events: number; perPost: number; connections: number };

export const SINGLE: Shape = { name: "single", events: 10_000, perPost: 1, connections: CONNECTIONS };
export const BATCH: Shape = { name: "batch", events: 50_000, perPost: 100, connections: 4 };

/** How many alerts are posted first in each shape, because a fresh process spends half its time compiling. */
export const WARM_UP = 20_000;

export const bodyOfAlerts = (ids: string[]): string => {
  const alerts = ids.map((id) => alertText(id));
  return alerts.length === 1 ? (alerts[0] ?? "") : `[${alerts.join(",")}]`;
};

/**
 * CPU in µs per event until the process rests, and how much of it was used after the last receipt; latencies
 * from post to receipt in ms.
 */
export type Round = { cpu: Cpu; later: number; perSecond: number; p50: number; p99: number };

export async function warmUp(subject: Subject, receiver: BenchReceiver, scale: number): Promise<void> {
  for (const shape of [SINGLE, BATCH])
    await measureRound(subject, receiver, { ...shape, events: sized(WARM_UP * scale, shape.perPost) });
}

/** Posts `events` alerts and waits until all have arrived and the process rests. */
export async function measureRound(subject: Subject, receiver: BenchReceiver, shape: Shape): Promise<Round> {
  const { pid } = subject;
  const before = cpuOf(pid);
  const { perSecond, heard } = await deliver(subject, receiver, shape);
  const delivered = cpuOf(pid);
  await untilQuiet(pid);
  const quiet = cpuOf(pid);
  const later = totalOf(perEvent(delivered, quiet, shape.events));
  const { p50 = 0, p99 = 0 } = heard.latencies["/hook"] ?? {};
  return { cpu: perEvent(before, quiet, shape.events), later, perSecond, p50, p99 };
}

let posted = 0;

/** Posts `events` alerts and waits until all have arrived. */
export function deliver(
  { url, headers, body }: Subject,
  receiver: BenchReceiver,
  { events, perPost, connections }: Shape,
): Promise<Measured> {
  const nextBody = () => body(Array.from({ length: perPost }, () => String(posted++)));
  const load = { url, headers, posts: events / perPost, body: nextBody, connections };
  return measure(receiver, events, () => postAll(load));
}

/** Whole posts, at least one. */
export const sized = (events: number, perPost: number): number =>
  Math.max(1, Math.round(events / perPost)) * perPost;

/** The median of each figure. */
export function medianRound(rounds: Round[]): Round {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    cpu: {
      http: of(({ cpu }) => cpu.http),
      engine: of(({ cpu }) => cpu.engine),
      v8: of(({ cpu }) => cpu.v8),
      pool: of(({ cpu }) => cpu.pool),
      other: of(({ cpu }) => cpu.other),
    },
    later: of(({ later }) => later),
    perSecond: of(({ perSecond }) => perSecond),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
  };
}
