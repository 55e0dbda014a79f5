import { authenticateApiKey } from "#lib/auth/api-key.ts";
import { engine } from "#lib/engine/client.ts";
import { HttpError, problemOf } from "#lib/problem.ts";
import { MalformedBody, readNativePost } from "#lib/sources/native.ts";
import { readText } from "./body.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * POST /api/v1/alerts: 202 once everything in the post is on disk, else problem JSON and nothing is
 * stored. Where several errors apply, the first of 401, 403, 429, 415, 413, 400, 422, 409, 503 is told.
 */
export async function receiveAlerts(request: Request): Promise<Response> {
  try {
    const actor = authenticateApiKey(request.headers, "ingest");
    const ndjson = isNdjson(request.headers);
    const text = await readText(request, MAX_BODY_BYTES);
    const idempotencyKey = request.headers.get("idempotency-key");
    const post = readNativePost({ text, ndjson, idempotencyKey });
    const input = { ...post, webhookId: request.headers.get("webhook-id") };
    return accepted(await engine().run("alerts.accept", { actor, input }));
  } catch (error) {
    if (error instanceof MalformedBody) return problemOf(new HttpError(400, error.message, error.issues));
    return problemOf(error);
  }
}

/** Whether the body is NDJSON; throws HttpError 415 for what is neither that nor JSON. */
function isNdjson(headers: Headers): boolean {
  if (headers.has("content-encoding"))
    throw new HttpError(415, "A body with a Content-Encoding is not taken: send it plain.");
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))
    throw new HttpError(415, "The body must be UTF-8.");
  if (type.trim() === "application/json") return false;
  if (type.trim() === "application/x-ndjson") return true;
  throw new HttpError(
    415,
    "Send Content-Type: application/json, or application/x-ndjson for one alert per line.",
  );
}

type Accepted = { eventId: string; alertId: string; duplicate: boolean }[];

function accepted(alerts: Accepted): Response {
  const duplicates = alerts.filter(({ duplicate }) => duplicate).length;
  const results = alerts.map(({ eventId, alertId, duplicate }) => ({
    event_id: eventId,
    alert_id: alertId,
    duplicate,
  }));
  return Response.json({ accepted: alerts.length - duplicates, duplicates, results }, { status: 202 });
}
