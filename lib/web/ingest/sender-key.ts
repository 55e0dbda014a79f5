import { AppError } from "#lib/domain/errors.ts";
import type { Sender } from "#lib/sources/sender.ts";
import { bearerToken, knownKey } from "#lib/web/auth/api-key.ts";
import type { KnownKey } from "#lib/web/auth/known-keys.ts";
import type { Client } from "#lib/web/http/client.ts";
import { type Incoming, readText } from "#lib/web/http/incoming.ts";
import { HttpError } from "#lib/web/http/problem.ts";
import { BadKeys } from "./bad-keys.ts";

/** The most that is read of a body before its key is known. */
const MAX_BYTES_BEFORE_KEY = 64 * 1024;

/** How a sender gave its key. Only `bearer` keeps it out of addresses, logs and forms on the way. */
type Way = "bearer" | "basic" | "query" | "body";

/** The key of a post, and its body if that had to be read for the key. */
export type SenderKey = { key: KnownKey; token: string; way: Way; text: string | null };

type Asked = Incoming & { client(): Client; keys: readonly string[] };

const badKeys = new BadKeys();

/**
 * Finds the key of a post in a sender's own format: `Authorization: Bearer` or the password of
 * `Authorization: Basic`, `?key=`, or in the body where `keyIn` reads it. Throws HttpError 400 for a key in
 * several places; 413 and 400 for a body whose key can't be read; AppError `rate_limited` after too many bad
 * keys in bodies, `unauthenticated` without a valid key.
 */
export async function findSenderKey(asked: Asked, keyIn: Sender["keyIn"]): Promise<SenderKey> {
  const authorization = asked.header("authorization");
  const { keys } = asked;
  if (keys.length > 1 || (keys.length === 1 && authorization !== null))
    throw new HttpError(
      400,
      "Send the API key in one place: either in the header Authorization or as ?key=.",
    );
  if (keys.length === 1) return found(keys[0], "query");
  if (authorization === null && keyIn !== undefined) return keyInBody(asked, keyIn);
  const password = basicPassword(authorization);
  if (password !== undefined) return found(password, "basic");
  return found(bearerToken(authorization), "bearer");
}

const found = (token: string | undefined, way: Way, text: string | null = null): SenderKey => ({
  key: knownKey(token),
  token: token ?? "",
  way,
  text,
});

function basicPassword(authorization: string | null): string | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString();
  return pair.includes(":") ? pair.slice(pair.indexOf(":") + 1) : undefined;
}

async function keyInBody(asked: Asked, keyIn: NonNullable<Sender["keyIn"]>): Promise<SenderKey> {
  const { address } = asked.client();
  badKeys.refuse(address);
  const text = await readText(asked, MAX_BYTES_BEFORE_KEY);
  const token = keyIn(text);
  try {
    return found(token ?? undefined, "body", text);
  } catch (error) {
    badKeys.add(address);
    throw error;
  }
}

/** Throws AppError `forbidden` for a key that may do more than post and came where others may read it. */
export function refuseMightyKey({ key, way }: SenderKey): void {
  const { scopes } = key.actor;
  if (way === "bearer" || (scopes.length === 1 && scopes[0] === "ingest")) return;
  throw new AppError(
    "forbidden",
    `Only a key whose one scope is ingest is taken ${PLACE[way]}: make one for this sender.`,
  );
}

const PLACE: Record<Exclude<Way, "bearer">, string> = {
  basic: "as the password of Basic",
  query: "as ?key=",
  body: "in the body",
};
