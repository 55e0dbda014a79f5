import { AppError } from "#lib/domain/errors.ts";
import { limitKey } from "#lib/domain/trusted-proxies.ts";

/** Bad keys in bodies that an address may send in a minute. */
const MOST = 60;
const MINUTE_MS = 60_000;

/**
 * Counts the bad keys that came in bodies, by address and minute: each costs the reading of a body. In memory
 * only. An IPv6 address counts by its /64.
 */
export class BadKeys {
  readonly #now: () => number;
  #counts = new Map<string, number>();
  #minute = 0;

  /** `now` is a clock in ms that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Throws AppError `rate_limited` for an address that has sent too many in this minute. */
  refuse(address: string): void {
    const left = this.#begin();
    if ((this.#counts.get(limitKey(address)) ?? 0) < MOST) return;
    const message = `More than ${MOST} posts of a minute from ${address} had no valid key in their body: try again in a minute.`;
    throw new AppError("rate_limited", message, [], Math.max(1, Math.ceil(left / 1_000)));
  }

  add(address: string): void {
    this.#begin();
    const from = limitKey(address);
    this.#counts.set(from, (this.#counts.get(from) ?? 0) + 1);
  }

  /** Forgets the minute before, and returns how long this one still lasts, ms. */
  #begin(): number {
    const now = this.#now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) this.#counts = new Map();
    this.#minute = minute;
    return (minute + 1) * MINUTE_MS - now;
  }
}
