import type { IncomingMessage, ServerResponse } from "node:http";
import { activeKeyById } from "#db/queries/api-keys.ts";
import { readDb } from "#db/read.ts";
import { type Actor, may, type Scope } from "#lib/domain/people/actor.ts";
import { authenticateApiKey, type KeyRequest } from "#lib/web/auth/api-key.ts";
import { noteSeen } from "#lib/web/auth/note-seen.ts";
import { openSession } from "#lib/web/auth/open-session.ts";
import { admittedSession } from "#lib/web/auth/request-session.ts";
import { actorOf } from "#lib/web/auth/session-cookie.ts";
import { ownClient } from "#lib/web/http/own-headers.ts";

export type ExportRequest = { request: IncomingMessage; response: ServerResponse };

/** Who asked for an export. */
export type Asker = {
  actor: Actor;
  /** Why they may have no more rows now; null while they may. */
  refusal(): string | null;
};

/** The user of the session. Throws what `authorise` throws. */
export async function askerBySession({ request }: ExportRequest, scope: Scope): Promise<Asker> {
  const session = await admittedSession(request, scope);
  noteSeen(session);
  return { actor: actorOf(session), refusal: () => sessionRefusal(session.id, scope) };
}

function sessionRefusal(id: string, scope: Scope): string | null {
  const session = openSession(id, Date.now());
  if (session === undefined) return "The session has ended.";
  return may(actorOf({ id, ...session }), scope) ? null : "The user's role no longer allows it.";
}

/** The API key. Throws what `authenticateApiKey` throws. */
export function askerByKey(exchange: ExportRequest, scope: Scope): Asker {
  const actor = authenticateApiKey(keyRequestOf(exchange), scope);
  return { actor, refusal: () => keyRefusal(actor.id) };
}

const keyRefusal = (id: string): string | null =>
  activeKeyById(readDb(), id, Date.now()) === undefined ? "The API key was revoked or has expired." : null;

const keyRequestOf = ({ request: { headers }, response }: ExportRequest): KeyRequest => ({
  authorization: headers.authorization ?? null,
  client: () => ownClient((name) => headers[name]?.toString() ?? null),
  tell: (limit) => void response.setHeaders(new Map(Object.entries(limit))),
});
