import type { Logger } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";

/** How often a chore looks for something to do, in ms. */
const LOOK_MS = 1_000;
/** After a step the thread gets 9 times its duration for everything else, so that a long backlog holds up nobody. */
const REST = 9;
/** The same while the thread has little else to do. */
const IDLE_REST = 2;

type ChoreParts = {
  name: string;
  /** Whether there is something to do; asked outside a transaction. */
  isDue: () => boolean;
  /** Does a small part of it; resolves with whether more is left. */
  step: () => Promise<boolean>;
  /** How often it looks, in ms: each second unless told otherwise. */
  lookMs?: number;
  /** Whether the thread has had little to do since it was asked before. */
  isIdle?: () => boolean;
  /** The most that it rests between two steps, in ms, however long a step took; asked after each step. */
  longestRestMs?: () => number;
};

/** Work that comes up by and by and is done in small steps, with pauses while there is more. */
export class Chore {
  readonly #parts: ChoreParts;
  readonly #fault: RepeatedFault;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: ChoreParts, log: Logger) {
    this.#parts = parts;
    this.#fault = new RepeatedFault(log);
  }

  start(): void {
    this.#next(this.#parts.lookMs ?? LOOK_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #next(inMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#run(), inMs);
  }

  async #run(): Promise<void> {
    const began = performance.now();
    const more = await this.#tryStep();
    const took = performance.now() - began;
    const rest = this.#parts.isIdle?.() ? IDLE_REST : REST;
    const longestRestMs = this.#parts.longestRestMs?.() ?? Number.POSITIVE_INFINITY;
    this.#next(more ? Math.min(rest * took, longestRestMs) : (this.#parts.lookMs ?? LOOK_MS));
  }

  async #tryStep(): Promise<boolean> {
    try {
      return this.#parts.isDue() && (await this.#parts.step());
    } catch (error) {
      this.#fault.happened(error, `${this.#parts.name} failed: it is tried again`);
      return false;
    }
  }
}
