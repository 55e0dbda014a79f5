import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpError, problemAnswer } from "#lib/problem.ts";
import { answerLivez } from "./livez.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type ListenerParts = {
  /** The public address, or null: then each request's own. */
  baseUrl: string | null;
  /** POST /api/v1/alerts in front of Next: the hot path. Null leaves it to Next's mount of the same function. */
  ingest: Handler | null;
  /** Everything else. */
  next: Handler;
};

const INGEST_PATH = "/api/v1/alerts";

/** Others, such as TRACE, break Next. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The process's one request listener. */
export function createListener({ baseUrl, ingest, next }: ListenerParts): Handler {
  return (request, response) => {
    takeWholeAddress(request);
    if (answerLivez(request, response)) return;
    const path = pathOf(request);
    if (path === null)
      return refuse(response, 400, "The path is not valid: it starts with /, and each % in it with a code.");
    if (ingest && path === INGEST_PATH && request.method === "POST") return ingest(request, response);
    if (!METHODS.has(request.method ?? ""))
      return refuse(response, 501, `No address takes the method ${request.method}.`);
    if (!isHost(request.headers.host ?? "")) return refuse(response, 400, "The Host header is not valid.");
    setOwnHeaders(request, baseUrl);
    return next(request, response);
  };
}

/** RFC 9112 §3.2.2: clients may send the whole address, whose host then stands for the Host header. Next redirects to it. */
function takeWholeAddress(request: IncomingMessage): void {
  const [, host, path] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(request.url ?? "") ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = path?.startsWith("/") ? path : `/${path ?? ""}`;
}

/** The path without its query; null where there is none or it can't be decoded, which Next would answer with a 500. */
function pathOf(request: IncomingMessage): string | null {
  const [path = ""] = (request.url ?? "").split("?");
  if (!path.startsWith("/")) return null;
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return null;
  }
}

/** next-auth makes URLs of it, and answers 500 to what gives none. */
const isHost = (host: string): boolean =>
  host === "" || (!/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`));

function refuse(response: ServerResponse, status: number, detail: string): void {
  const { headers, body } = problemAnswer(new HttpError(status, detail));
  response.writeHead(status, headers);
  response.end(body);
}

/**
 * next-auth and Next's check of an action's origin believe these headers, so no client may set them.
 * Without BASE_URL the client's own Host is the address.
 */
function setOwnHeaders(request: IncomingMessage, baseUrl: string | null): void {
  const { headers } = request;
  const address = baseUrl === null ? null : new URL(baseUrl);
  for (const name of Object.keys(headers)) if (name.startsWith("x-forwarded-")) delete headers[name];
  headers["x-forwarded-host"] = address?.host ?? (headers.host || "localhost");
  headers["x-forwarded-proto"] = address?.protocol.slice(0, -1) ?? "http";
  headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  headers["x-tocsin-path"] = request.url ?? "/";
}
