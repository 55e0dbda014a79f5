import { hashToken, newToken } from "#lib/token.ts";

/** How long a download may wait to be begun, ms. */
export const DOWNLOAD_MS = 5 * 60_000;

type Allowed = { userId: string; name: string; endsAt: number };

/** Downloads of backups that users may begin, in memory only: a restart makes them void. Times in ms. */
export class Downloads {
  readonly #allowed = new Map<string, Allowed>();

  /** Lets the user download the backup once, with the token that this returns. */
  allow(userId: string, name: string, now: number): string {
    this.#forget(now);
    const token = newToken();
    this.#allowed.set(keyOf(token), { userId, name, endsAt: now + DOWNLOAD_MS });
    return token;
  }

  /** The name of the backup that the user may download with this token, which is void from now on; else null. */
  take(userId: string, token: string, now: number): string | null {
    this.#forget(now);
    const key = keyOf(token);
    const allowed = this.#allowed.get(key);
    if (allowed?.userId !== userId) return null;
    this.#allowed.delete(key);
    return allowed.name;
  }

  /** Those that are over. One whose time lies further ahead was given before the clock was set back. */
  #forget(now: number): void {
    for (const [key, { endsAt }] of this.#allowed)
      if (endsAt <= now || endsAt > now + DOWNLOAD_MS) this.#allowed.delete(key);
  }
}

const keyOf = (token: string): string => hashToken(token).toString("base64url");
