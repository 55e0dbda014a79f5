import { AppError } from "#lib/domain/errors.ts";
import { authorise, type Scope } from "#lib/domain/people/actor.ts";
import { hasExpired, startOfDay } from "#lib/domain/people/api-key.ts";
import { isTrusted } from "#lib/domain/trusted-proxies.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import { isMistypedKey } from "#lib/token.ts";
import type { Client } from "#lib/web/http/client.ts";
import { keyLimits } from "./key-limit.ts";
import { type KeyActor, type KeyBounds, type KnownKey, unrevokedKey } from "./known-keys.ts";

/** A request as the check of its key sees it. */
export type KeyRequest = {
  /** The header Authorization. */
  authorization: string | null;
  /** Who sent it: asked only if the key has allowed addresses. */
  client(): Client;
  /** Takes headers for the answer, whatever that will be; called only if the key has a limit. */
  tell(headers: Record<string, string>): void;
  /** Refuses a key for what else the request shows: asked before the scope and the limit. */
  refuse?(actor: KeyActor): void;
};

/** What of a request judges a known key. */
type KeyUse = Pick<KeyRequest, "client" | "tell" | "refuse">;

/**
 * The caller, by the header `Authorization: Bearer <API key>`. Throws AppError `unauthenticated` without a
 * valid key, `forbidden` if the key lacks the scope or may not be used from there, `rate_limited` beyond its
 * limit, in this order.
 */
export function authenticateApiKey(request: KeyRequest, scope: Scope): KeyActor {
  const key = knownKey(bearerToken(request.authorization));
  admitKey(key, request, scope);
  return key.actor;
}

/** The key in the header `Authorization: Bearer <API key>`; undefined if there is none. */
export const bearerToken = (authorization: string | null): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];

/** The key with this token. Throws AppError `unauthenticated` without one, or if it is unknown or revoked. */
export function knownKey(token: string | undefined): KnownKey {
  if (token === undefined)
    throw new AppError("unauthenticated", "Send an API key: Authorization: Bearer <key>.");
  const key = unrevokedKey(token);
  if (key === undefined) throw unknownKey(token);
  return key;
}

/** Judges the use of a known key, and notes it. Throws like `authenticateApiKey`. */
export function admitKey(key: KnownKey, request: KeyUse, scope: Scope): void {
  if (key.bounds === null) {
    request.refuse?.(key.actor);
    authorise(key.actor, scope);
  } else admitBounded(key.actor, key.bounds, request, scope);
  noteUse(key);
}

function unknownKey(token: string): AppError {
  if (isMistypedKey(token))
    return new AppError(
      "unauthenticated",
      "This is no whole API key: copy it again, it begins with tocsin_.",
    );
  return new AppError("unauthenticated", "This API key is unknown or was revoked.");
}

/** Whoever has stolen the key learns nothing of its scopes elsewhere, and can't use up its limit. */
function admitBounded(actor: KeyActor, bounds: KeyBounds, request: KeyUse, scope: Scope): void {
  if (hasExpired(bounds.expiresAt, Date.now()))
    throw new AppError("unauthenticated", "This API key has expired: ask an admin for a new one.");
  if (bounds.addresses !== null) refuseElsewhere(actor, bounds.addresses, request.client());
  request.refuse?.(actor);
  const over = bounds.perMinute && keyLimits().count(actor.id, bounds.perMinute, request.tell);
  authorise(actor, scope);
  if (over) throw over;
}

const elsewhere = new OnceAMinute();

/** Behind a proxy that nobody trusts, the peer's address says nothing about the client. */
function refuseElsewhere(
  actor: KeyActor,
  addresses: NonNullable<KeyBounds["addresses"]>,
  { address, hiddenBy }: Client,
): void {
  if (hiddenBy === null && isTrusted(address, addresses)) return;
  elsewhere.happened(actor.id, (times) =>
    log("http").warn(
      { api_key: actor.id, address, times },
      "an API key was used from an address not allowed",
    ),
  );
  throw new AppError("forbidden", hiddenBy === null ? notFrom(address) : hidden(hiddenBy));
}

const notFrom = (address: string): string =>
  `This API key may not be used from ${address}: an admin can make one that may.`;

const hidden = (header: string): string =>
  `This API key is for some addresses only, and the request came through a proxy (it has ${header}) that TRUSTED_PROXIES does not name: ask the operator to name it.`;

const TOUCH_EVERY_MS = 60_000;
const touched = new Map<string, number>();

/** Records the day of the key's use: a write per request would cost more than the request. */
function noteUse({ actor, lastUsedAt }: KnownKey): void {
  const now = Date.now();
  if ((lastUsedAt ?? 0) >= startOfDay(now)) return;
  // The disk may not take it at once.
  if (now - (touched.get(actor.id) ?? 0) < TOUCH_EVERY_MS) return;
  touched.set(actor.id, now);
  engine()
    .run("api-keys.touch", { actor, input: null })
    .catch((error) => log("http").warn({ err: error }, "the use of a key could not be noted"));
}
