const EVERY_MS = 60_000;
/** Kinds that are remembered at most. */
const MOST = 1_000;

/** Tells of what may happen often: of each kind the first time at once, then once a minute with its count. */
export class OnceAMinute {
  readonly #now: () => number;
  readonly #kinds = new Map<string, { toldAt: number; times: number }>();

  /** @param now the time in ms, on a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param tell is called if it is time, with how often this kind has happened since the last time */
  happened(kind: string, tell: (times: number) => void): void {
    const known = this.#kinds.get(kind) ?? this.#add(kind);
    known.times++;
    const now = this.#now();
    if (now - known.toldAt < EVERY_MS) return;
    const { times } = known;
    Object.assign(known, { toldAt: now, times: 0 });
    tell(times);
  }

  #add(kind: string) {
    const [oldest] = this.#kinds.keys();
    if (this.#kinds.size >= MOST && oldest !== undefined) this.#kinds.delete(oldest);
    const made = { toldAt: Number.NEGATIVE_INFINITY, times: 0 };
    this.#kinds.set(kind, made);
    return made;
  }
}

type Log = { error(fields: object, message: string): void };

/** Logs faults that may repeat: of each kind the first time at once, then once a minute with its count. */
export class RepeatedFault {
  readonly #log: Log;
  readonly #once: OnceAMinute;

  constructor(log: Log, now?: () => number) {
    this.#log = log;
    this.#once = new OnceAMinute(now);
  }

  /** @param more further members of the line, and which faults count as one: those of a message unless given */
  happened(
    error: unknown,
    message: string,
    { kind = message, ...fields }: { kind?: string } & Fields = {},
  ): void {
    this.#once.happened(kind, (times) => this.#log.error({ ...fields, err: error, times }, message));
  }
}

type Fields = Record<string, unknown>;
