import { AppError } from "#lib/domain/errors.ts";
import type { SenderFormat } from "#lib/sources/sender.ts";
import { admitKey, bearerToken, knownKey } from "#lib/web/auth/api-key.ts";
import type { KeyActor, KnownKey } from "#lib/web/auth/known-keys.ts";
import type { Client } from "#lib/web/http/client.ts";
import { type Incoming, readText } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { HttpError } from "#lib/web/http/problem.ts";
import { BadKeys } from "./bad-keys.ts";

/** The most that is read of a body before its key is known. */
const MAX_BYTES_BEFORE_KEY = 64 * 1024;

/** How a sender gave its key. Only `bearer` keeps it out of addresses, logs and forms on the way. */
type Way = "bearer" | "basic" | "query" | "body";

/** The key of a post, and its body if that had to be read for the key. */
export type SenderKey = { key: KnownKey; token: string; text: string | null };

type Asked = Incoming & {
  client(): Client;
  keys: readonly string[];
  /** Takes headers for the answer, whatever that will be. */
  tell(headers: Record<string, string>): void;
  /** Told of a key that is known, before it is judged. */
  known(actor: KeyActor): void;
};

const badKeys = new BadKeys();

/**
 * Finds and admits the key of a post in a sender's own format: `Authorization: Bearer` or the password of
 * `Authorization: Basic`, `?key=`, or in the body where `keyIn` reads it. Throws HttpError 400 for a key in
 * several places; 415, 413 and 400 for a body whose key can't be read; AppError `rate_limited` after too many
 * bad keys in bodies; and like `authenticateApiKey`: `forbidden` also for a key that may do more than post and
 * came where others may read it.
 */
export async function admitSender(asked: Asked, keyIn: SenderFormat["keyIn"]): Promise<SenderKey> {
  const authorization = asked.header("authorization");
  const { keys } = asked;
  if (keys.length > 1 || (keys.length === 1 && authorization !== null))
    throw new HttpError(
      400,
      "Send the API key in one place: either in the header Authorization or as ?key=.",
    );
  if (keys.length === 1) return admit(asked, keys[0], "query");
  if (authorization === null && keyIn !== undefined) return admitByBody(asked, keyIn);
  const password = basicPassword(authorization);
  if (password !== undefined) return admit(asked, password, "basic");
  return admit(asked, bearerToken(authorization), "bearer");
}

function admit(asked: Asked, token: string | undefined, way: Way, text: string | null = null): SenderKey {
  const key = knownKey(token);
  asked.known(key.actor);
  const refuse = (actor: KeyActor) => refuseMighty(actor, way);
  admitKey(key, { client: asked.client, tell: asked.tell, refuse }, "ingest");
  return { key, token: token ?? "", text };
}

function basicPassword(authorization: string | null): string | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString();
  return pair.includes(":") ? pair.slice(pair.indexOf(":") + 1) : undefined;
}

function admitByBody(asked: Asked, keyIn: NonNullable<SenderFormat["keyIn"]>): Promise<SenderKey> {
  return badKeys.count(asked.client().address, async () => {
    // Refuses a coded body, in which no key can be read.
    mediaTypeOf(asked);
    const text = await readText(asked, MAX_BYTES_BEFORE_KEY);
    return admit(asked, keyIn(text) ?? undefined, "body", text);
  });
}

/** Throws AppError `forbidden` for a key that may do more than post and came where others may read it. */
function refuseMighty({ scopes }: KeyActor, way: Way): void {
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
