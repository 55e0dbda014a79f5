import type { Answer } from "#lib/web/http/answer.ts";
import { HttpError } from "#lib/web/http/problem.ts";

const ALLOW = "POST, OPTIONS";
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;

/**
 * Answers OPTIONS of an address below /api/v1/in. With `WebHook-Request-Origin` it is the handshake by which a
 * sender of CloudEvents asks whether it may post (HTTP 1.1 Web Hooks for Event Delivery, §4): whoever has a key
 * may, at any rate. A callback is never fetched. Throws HttpError 400 for an origin that is no host name.
 */
export function answerOptions(source: string, header: (name: string) => string | null): Answer {
  const origin = source === "cloudevents" ? header("webhook-request-origin") : null;
  if (origin === null) return { status: 204, headers: { allow: ALLOW }, body: "" };
  if (!HOST_NAME.test(origin))
    throw new HttpError(400, "WebHook-Request-Origin must be a host name of at most 253 characters.");
  const allowed = { "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" };
  return { status: 200, headers: { allow: ALLOW, ...allowed }, body: "" };
}
