import { AppError, isAppError } from "#lib/domain/errors.ts";
import { limitKey } from "#lib/domain/trusted-proxies.ts";

/** Bad keys in bodies that an address may send in a minute. */
const MOST = 60;
const MINUTE_MS = 60_000;
/** Addresses that are remembered; beyond that, in the same minute, others are refused. */
const MOST_ADDRESSES = 10_000;
/** When to try again if the bodies under way fill the limit, s: most of them are read at once. */
const SOON_S = 1;

/**
 * Counts the bad keys that came in bodies, by address and minute: each costs the reading of a body. A body that
 * is being read counts as a bad one until it is known. In memory only. An IPv6 address counts by its /64.
 */
export class BadKeys {
  readonly #now: () => number;
  #bad = new Map<string, number>();
  readonly #reading = new Map<string, number>();
  #minute = 0;

  /** `now` is a clock in ms that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Runs `admit`, which reads a body and judges the key in it. What it throws counts, unless it says that the
   * key is in force. Throws AppError `rate_limited` for an address that has sent too many bad keys in this minute.
   */
  async count<T>(address: string, admit: () => Promise<T>): Promise<T> {
    const from = limitKey(address);
    this.#refuse(from, address);
    add(this.#reading, from, 1);
    try {
      return await admit();
    } catch (error) {
      if (!isOfKeyInForce(error)) this.#addBad(from);
      throw error;
    } finally {
      add(this.#reading, from, -1);
    }
  }

  #refuse(from: string, address: string): void {
    const left = this.#begin();
    const bad = this.#bad.get(from) ?? 0;
    if (bad >= MOST) throw tooMany(`from ${address}`, left);
    if (bad === 0 && this.#bad.size >= MOST_ADDRESSES) throw tooMany("from many addresses", left);
    if (bad + (this.#reading.get(from) ?? 0) >= MOST) throw tooMany(`under way from ${address}`, SOON_S);
  }

  #addBad(from: string): void {
    this.#begin();
    if (this.#bad.has(from) || this.#bad.size < MOST_ADDRESSES) add(this.#bad, from, 1);
  }

  /** Forgets the minute before, and returns how long this one still lasts, s. */
  #begin(): number {
    const now = this.#now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) this.#bad = new Map();
    this.#minute = minute;
    return Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now) / 1_000));
  }
}

/** A key that may not do this, or does it too often, is known all the same. */
const isOfKeyInForce = (error: unknown): boolean =>
  isAppError(error) && (error.code === "forbidden" || error.code === "rate_limited");

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

const tooMany = (which: string, inS: number): AppError =>
  new AppError(
    "rate_limited",
    `Too many posts ${which} have no valid key in their body, at most ${MOST} of an address in a minute: try again in ${inS} s.`,
    [],
    inS,
  );
