import { createHmac, timingSafeEqual } from "node:crypto";
import { newToken } from "#lib/token.ts";

/** How long a browser may take to send the code after the password, ms. */
export const SECOND_STEP_MS = 5 * 60_000;

/** The account whose right password was given. With another password the token is void. */
export type StepAccount = { id: string; passwordHash: string };

/** What a token says: the user, when it ends (ms since 1970), and a random id of its own. */
type Claim = { userId: string; endsAt: number; id: string };

/** A token for a browser that has given the right password, and owes a code: `claim.signature`. */
export function newSecondStep(secret: string, account: StepAccount, now: number): string {
  const claim: Claim = { userId: account.id, endsAt: now + SECOND_STEP_MS, id: newToken() };
  const text = Buffer.from(JSON.stringify(claim)).toString("base64url");
  return `${text}.${signature(secret, text, account).toString("base64url")}`;
}

/**
 * Judges the tokens of second steps, and remembers in memory which have been used. `accountOf` finds a user's
 * account as it is now.
 */
export class SecondSteps<Account extends StepAccount> {
  readonly #secret: () => string;
  readonly #accountOf: (userId: string) => Account | undefined;
  readonly #now: () => number;
  /** When each used token ends, by its id. */
  readonly #used = new Map<string, number>();

  constructor(parts: {
    secret: () => string;
    accountOf: (userId: string) => Account | undefined;
    now?: () => number;
  }) {
    this.#secret = parts.secret;
    this.#accountOf = parts.accountOf;
    this.#now = parts.now ?? Date.now;
  }

  /** The account that a token is for; null if it is forged, over or used, or the password has changed. */
  accountOf(token: string | undefined): Account | null {
    const [text = "", signed = "", ...rest] = (token ?? "").split(".");
    const claim = claimIn(text);
    if (claim === null || rest.length > 0) return null;
    const account = this.#accountOf(claim.userId);
    if (account === undefined || !isSigned(signed, signature(this.#secret(), text, account))) return null;
    return claim.endsAt > this.#now() && !this.#used.has(claim.id) ? account : null;
  }

  /** From now on the token is void. */
  spend(token: string): void {
    const now = this.#now();
    for (const [id, endsAt] of this.#used) if (endsAt <= now) this.#used.delete(id);
    const claim = claimIn(token.split(".")[0] ?? "");
    if (claim !== null) this.#used.set(claim.id, claim.endsAt);
  }
}

/** What a token claims, before its signature is checked. */
function claimIn(text: string): Claim | null {
  try {
    const claim = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof claim?.userId === "string" ? claim : null;
  } catch {
    return null;
  }
}

function isSigned(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, "base64url");
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** Joins the parts as JSON, so that no part can run over into the next. */
const signature = (secret: string, text: string, account: StepAccount): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["second step", text, account.id, account.passwordHash]))
    .digest();
