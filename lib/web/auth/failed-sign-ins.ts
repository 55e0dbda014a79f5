import type { EngineClient } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";

const MINUTE_MS = 60_000;
/** How often those of ended minutes are recorded, ms. */
const RECORD_EVERY_MS = 5_000;
/** Beyond this, an account's failures of a minute are counted together, whatever their addresses. */
const MOST_APART = 1_000;

/** `user` is the account's id, if it exists; `refused` is true for a try above the limit, whose password was not checked. */
export type FailedSignIn = { user: string | undefined; address: string; refused: boolean };

/** Those of one account from one address in one minute; of accounts that don't exist only their number. */
type Count = {
  minute: number;
  userId: string | null;
  address: string | null;
  /** The first of them, ms since 1970. */
  since: number;
  failures: number;
  /** How many of the failures were refused as too many. */
  refused: number;
};
export type CountedFailures = Omit<Count, "minute">;

/**
 * Counts failed sign-ins by account, address and minute, and hands over the counts of ended minutes. In memory
 * only, so that guessing passwords costs the disk one write a minute; a kill loses those of the last minute.
 */
export class FailedSignIns {
  readonly #record: (counted: CountedFailures[]) => Promise<unknown>;
  readonly #now: () => number;
  #counts = new Map<string, Count>();

  constructor(record: (counted: CountedFailures[]) => Promise<unknown>, now: () => number = Date.now) {
    this.#record = record;
    this.#now = now;
  }

  add({ user, address, refused }: FailedSignIn): void {
    const now = this.#now();
    const count = this.#countOf(Math.floor(now / MINUTE_MS), user ?? null, address, now);
    count.failures++;
    if (refused) count.refused++;
  }

  /** Records those of ended minutes, or all. Throws if that fails; then the next call records them too. */
  async record(which: "ended" | "all"): Promise<void> {
    const minute = Math.floor(this.#now() / MINUTE_MS);
    const due = [...this.#counts].filter(([, count]) => which === "all" || count.minute !== minute);
    if (due.length === 0) return;
    for (const [key] of due) this.#counts.delete(key);
    try {
      await this.#record(due.map(([, { minute: _, ...counted }]) => counted));
    } catch (error) {
      this.#counts = new Map([...due, ...this.#counts]);
      throw error;
    }
  }

  #countOf(minute: number, userId: string | null, from: string, since: number): Count {
    const exact = JSON.stringify([minute, userId, from]);
    const known = this.#counts.get(exact);
    if (known !== undefined) return known;
    const apart = userId !== null && this.#counts.size < MOST_APART;
    const key = apart ? exact : JSON.stringify([minute, userId]);
    const address = apart ? from : null;
    const made = this.#counts.get(key) ?? { minute, userId, address, since, failures: 0, refused: 0 };
    this.#counts.set(key, made);
    return made;
  }
}

/** Next's bundle and server.ts hold different copies of this module, so the one value lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinFailedSignIns?: FailedSignIns };

/** Counts failed sign-ins from now on. The returned function ends that, and resolves once all are recorded. */
export function countFailedSignIns(engine: EngineClient): () => Promise<void> {
  const counts = new FailedSignIns((failures) =>
    engine.run("users.fail-sign-in", { actor: { kind: "nobody" }, input: { failures } }),
  );
  holder.tocsinFailedSignIns = counts;
  const fault = new RepeatedFault(log("auth"));
  const record = (which: "ended" | "all") =>
    counts
      .record(which)
      .catch((error) => fault.happened(error, "failed sign-ins could not be recorded: it is tried again"));
  const timer = setInterval(() => void record("ended"), RECORD_EVERY_MS);
  return () => {
    clearInterval(timer);
    return record("all");
  };
}

/** Counts a sign-in that failed. */
export const countFailedSignIn = (failed: FailedSignIn): void => holder.tocsinFailedSignIns?.add(failed);
