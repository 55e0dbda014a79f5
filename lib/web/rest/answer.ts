import { AppError } from "#lib/domain/errors.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import type { Scope } from "#lib/domain/people/actor.ts";
import { authenticateApiKey, type KeyActor } from "#lib/web/auth/api-key.ts";
import { incomingOfWeb, readText } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { HttpError, problemOf } from "#lib/web/http/problem.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** Answers one REST request: the key is checked first, whatever is thrown becomes problem JSON. */
export async function answer(
  request: Request,
  scope: Scope,
  handle: (actor: KeyActor) => Promise<Response>,
): Promise<Response> {
  try {
    return await handle(authenticateApiKey(request.headers.get("authorization"), scope));
  } catch (error) {
    return problemOf(error);
  }
}

/** The request's JSON body, to be parsed by a verb. Throws HttpError 415, 413 or 400. */
export async function readJson(request: Request): Promise<unknown> {
  const incoming = incomingOfWeb(request);
  if (mediaTypeOf(incoming) !== "application/json")
    throw new HttpError(415, "Send Content-Type: application/json.");
  const text = await readText(incoming, MAX_BODY_BYTES);
  try {
    return parseJsonExactly(text);
  } catch (error) {
    throw new HttpError(400, `The body is ${error instanceof Error ? error.message : "not valid JSON"}.`);
  }
}

/** As `readJson`, for a route whose body may be left out: an object, empty where there is none. */
export async function readOptionalObject(request: Request): Promise<Record<string, unknown>> {
  if (!hasBody(request.headers)) return {};
  const body = await readJson(request);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  throw new AppError("invalid", "The body must be a JSON object.");
}

/** RFC 9112 §6.3: only these headers announce a body. One without a type is refused, not passed over. */
const hasBody = (headers: Headers): boolean =>
  headers.has("transfer-encoding") || Number(headers.get("content-length")) > 0;
