import type { IncomingMessage, ServerResponse } from "node:http";

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

/** The process's one request listener. */
export function createListener({ baseUrl, ingest, next }: ListenerParts): Handler {
  return (request, response) => {
    const path = pathOf(request);
    if (path === null) return refusePath(response);
    if (ingest && path === INGEST_PATH && request.method === "POST") return ingest(request, response);
    setOwnHeaders(request, baseUrl);
    return next(request, response);
  };
}

/** The path without its query; null where it can't be decoded, which Next would answer with a 500. */
function pathOf(request: IncomingMessage): string | null {
  const [path = "/"] = (request.url ?? "/").split("?");
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return null;
  }
}

function refusePath(response: ServerResponse): void {
  const detail = "The path is not valid: a % in it is not followed by a character's code.";
  response.writeHead(400, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ type: "about:blank", title: "Malformed request", status: 400, detail }));
}

/**
 * next-auth and Next's check of an action's origin believe these headers, so no client may set them.
 * Without BASE_URL the client's own Host is the address.
 */
function setOwnHeaders(request: IncomingMessage, baseUrl: string | null): void {
  const { headers } = request;
  const address = baseUrl === null ? null : new URL(baseUrl);
  for (const name of Object.keys(headers)) if (name.startsWith("x-forwarded-")) delete headers[name];
  headers["x-forwarded-host"] = address?.host ?? headers.host ?? "localhost";
  headers["x-forwarded-proto"] = address?.protocol.slice(0, -1) ?? "http";
  headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  headers["x-tocsin-path"] = request.url ?? "/";
}
