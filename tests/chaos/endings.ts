import { type Fault, MOMENTS, type Moment } from "./fault.ts";
import type { Random } from "./random.ts";

/** How a server is ended: by a fault in its own thread, or by a kill from outside. */
export type Ending =
  | { kind: "fault"; fault: Fault }
  /** After this many more arrivals at the receiver, or answered events. */
  | { kind: "kill"; after: "arrivals" | "answered"; count: number }
  /** In the drain that a SIGTERM has begun. */
  | { kind: "kill in drain"; count: number };

/** Every moment has its turn before one comes again; between two aimed faults there is a random one. */
export function endingsOf(random: Random, kills: number): Ending[] {
  const firstMoment = random.between(0, MOMENTS.length - 1);
  return Array.from({ length: kills }, (_, index) => {
    if (index % 2 === 1) return killOf(random);
    const moment = MOMENTS[(firstMoment + index / 2) % MOMENTS.length] ?? MOMENTS[0];
    return { kind: "fault", fault: { moment, nth: isInStart(moment) ? 1 : random.between(1, 25) } };
  });
}

/** A start commits by itself, so that a process with such a fault never listens. */
export const isInStart = (moment: Moment): boolean => moment.endsWith("first-commit");

function killOf(random: Random): Ending {
  const count = random.between(1, 600);
  if (random.chance(0.15)) return { kind: "kill in drain", count };
  return { kind: "kill", after: random.pick(["arrivals", "answered"]), count };
}

/** In words, for the log of a run. */
export function describeEnding(ending: Ending): string {
  if (ending.kind === "fault") return `${ending.fault.moment}, time ${ending.fault.nth}`;
  if (ending.kind === "kill in drain") return "in the drain of a SIGTERM";
  return `after ${ending.count} more ${ending.after === "arrivals" ? "arrivals" : "answered events"}`;
}
