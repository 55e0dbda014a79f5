import type { ConnectPhase } from "./attempt-fault.ts";

/** When a phase began and ended, in ms of `performance.now()`. */
type Span = { from: number; to: number };

/** When each phase of a connection took place; one that it did not reach, or does not need, is left out. */
export type ConnectSpans = Partial<Record<ConnectPhase, Span>>;

/** Knows how far a connection is, and when each of its phases took place. */
export class ConnectClock {
  readonly spans: ConnectSpans = {};
  #phase: ConnectPhase;
  #since = performance.now();

  constructor(first: ConnectPhase) {
    this.#phase = first;
  }

  get phase(): ConnectPhase {
    return this.#phase;
  }

  /** The present phase ends, and the next one begins. */
  enter(next: ConnectPhase): void {
    this.stop();
    this.#phase = next;
  }

  /** The present phase ends, and none follows. */
  stop(): void {
    const now = performance.now();
    this.spans[this.#phase] = { from: this.#since, to: now };
    this.#since = now;
  }
}
