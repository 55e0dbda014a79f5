import { AppError } from "#lib/domain/errors.ts";
import { RequestWindow } from "./request-window.ts";

/** The requests per minute of keys that have a limit. */
export class KeyLimits {
  readonly #windows = new Map<string, RequestWindow>();
  readonly #now: () => number;

  /** `now` is a clock in ms that never goes back, so that a change of the system's time lets nobody in or out. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Counts a request with the key. `tell` gets the headers RateLimit-* for its answer, whatever that will be.
   * Returns AppError `rate_limited` if the last 60 s hold `perMinute` already, else null.
   */
  count(keyId: string, perMinute: number, tell: (headers: Record<string, string>) => void): AppError | null {
    const now = this.#now();
    const { ok, remaining, resetMs } = this.#windowOf(keyId, perMinute, now).take(now);
    const resetS = Math.max(1, Math.ceil(resetMs / 1_000));
    tell({
      "ratelimit-limit": String(perMinute),
      "ratelimit-remaining": String(remaining),
      "ratelimit-reset": String(resetS),
    });
    return ok ? null : overLimit(perMinute, resetS);
  }

  #windowOf(keyId: string, perMinute: number, now: number): RequestWindow {
    const known = this.#windows.get(keyId);
    if (known !== undefined) return known;
    this.#forgetUnused(now);
    const window = new RequestWindow(perMinute);
    this.#windows.set(keyId, window);
    return window;
  }

  /** Keys come and go, and a window takes 2 KiB. */
  #forgetUnused(now: number): void {
    for (const [keyId, window] of this.#windows) if (window.isEmpty(now)) this.#windows.delete(keyId);
  }
}

function overLimit(perMinute: number, resetS: number): AppError {
  const limit = `${perMinute.toLocaleString("en")} ${perMinute === 1 ? "request" : "requests"}`;
  const message = `This API key may make ${limit} per minute and has made them: Retry-After says when to try again.`;
  return new AppError("rate_limited", message, [], resetS);
}

/** Next's bundle and server.ts hold different copies of this module, so the one count lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinKeyLimits?: KeyLimits };

export const keyLimits = (): KeyLimits => (holder.tocsinKeyLimits ??= new KeyLimits());
