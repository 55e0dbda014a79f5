import { AppError } from "#lib/domain/errors.ts";
import { authorise, type Scope } from "#lib/domain/people/actor.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { type KeyActor, type KnownKey, keyInForce } from "./known-keys.ts";

const TOUCH_EVERY_MS = 60_000;
const touched = new Map<string, number>();

/**
 * The caller, by the header `Authorization: Bearer <API key>`. Throws AppError `unauthenticated` without a
 * valid key, `forbidden` if the key lacks the scope.
 */
export function authenticateApiKey(authorization: string | null, scope: Scope): KeyActor {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined)
    throw new AppError("unauthenticated", "Send an API key: Authorization: Bearer <key>.");
  const key = keyInForce(token);
  if (key === undefined) throw new AppError("unauthenticated", "This API key is unknown or was revoked.");
  authorise(key.actor, scope);
  noteUse(key);
  return key.actor;
}

/** Records the key's use at most once a minute: a write per request would cost more than the request. */
function noteUse({ actor, lastUsedAt }: KnownKey): void {
  const now = Date.now();
  if (now - Math.max(lastUsedAt ?? 0, touched.get(actor.id) ?? 0) < TOUCH_EVERY_MS) return;
  touched.set(actor.id, now);
  engine()
    .run("api-keys.touch", { actor, input: null })
    .catch((error) => log("http").warn({ err: error }, "the use of a key could not be noted"));
}
