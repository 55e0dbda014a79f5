const EVERY_MS = 60_000;

type Log = { error(fields: object, message: string): void };

/** Logs a fault that may repeat: the first time at once, then once a minute with its count. */
export class RepeatedFault {
  readonly #log: Log;
  readonly #now: () => number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #times = 0;

  constructor(log: Log, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  happened(error: unknown, message: string): void {
    this.#times++;
    const now = this.#now();
    if (now - this.#toldAt < EVERY_MS) return;
    this.#log.error({ err: error, times: this.#times }, message);
    this.#toldAt = now;
    this.#times = 0;
  }
}
