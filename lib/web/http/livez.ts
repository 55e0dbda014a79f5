import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, jsonAnswer } from "./answer.ts";
import { methodRefused } from "./problem.ts";

export const LIVEZ = "/livez";
const ALLOW = "GET, HEAD, OPTIONS";

/**
 * Answers GET /livez with 200 as long as the process can answer at all, even before the engine and Next are
 * up. Returns false for any other address.
 */
export function answerLivez(request: IncomingMessage, response: ServerResponse): boolean {
  const [path] = (request.url ?? "").split("?");
  if (path !== LIVEZ) return false;
  const { status, headers, body } = answerTo(request.method ?? "");
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
  return true;
}

function answerTo(method: string): Answer {
  if (method === "GET" || method === "HEAD")
    return jsonAnswer(200, { status: "ok" }, { "cache-control": "no-store" });
  if (method === "OPTIONS") return { status: 204, headers: { allow: ALLOW }, body: "" };
  return methodRefused(ALLOW);
}
