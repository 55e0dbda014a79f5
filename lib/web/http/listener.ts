import type { IncomingMessage, ServerResponse } from "node:http";
import { EXPORTED } from "#lib/domain/export.ts";
import { currentRequestId, noteAddress, requestIdOf, withRequestId } from "#lib/request-id.ts";
import { bodyLimit, isUnder } from "./body-limit.ts";
import type { AnswerBuiltFile } from "./coding/built-files.ts";
import { chooseCoding } from "./coding/negotiate.ts";
import { STREAM_CODINGS } from "./coding/packing.ts";
import { packAnswer } from "./coding/stream.ts";
import { answerLivez, LIVEZ } from "./livez.ts";
import { isHost, type Reachability, setOwnHeaders, untrustedProxyHeader } from "./own-headers.ts";
import { HttpError, problemAnswer } from "./problem.ts";
import type { SecurityHeaders } from "./security-headers.ts";
import { SENDERS, type SenderAddress, takeSenderAddress } from "./sender-address.ts";
import { answerAhead, endUnread } from "./unread.ts";
import { withWholeBody } from "./whole-body.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type ListenerParts = Reachability & {
  /** The security headers of all answers but those of `ingest`, which puts them on itself. */
  security: SecurityHeaders;
  /**
   * Handles POST /api/v1/alerts in front of Next, the hot path; it gives the request its id itself. If null,
   * Next's mount of the same function handles it.
   */
  ingest: Handler | null;
  /** Answers everything below /api/v1/in in front of Next: posts in senders' own formats. */
  senders: (request: IncomingMessage, response: ServerResponse, address: SenderAddress) => unknown;
  /**
   * Answers scripts and styles that were compressed at build. If null, Next answers them, as hot reload
   * needs.
   */
  builtFiles: AnswerBuiltFile | null;
  /** Answers GET /api/stream in front of Next. It may throw what `problemAnswer` knows. */
  stream: Handler;
  /** Answers an export in front of Next, like `stream`: so it can break off the answer. */
  exports: Handler;
  /** Answers the download of a backup in front of Next, like `exports`. */
  download: Handler;
  /** Answers GET /metrics in front of Next, like `stream`. */
  metrics: Handler;
  /** Handles everything else. */
  next: Handler;
  /** Called once if a header that only a proxy sends comes from a peer that TRUSTED_PROXIES does not name. */
  onUntrustedProxy(header: string, peer: string): void;
};

type Mount = "livez" | "ingest" | "senders" | "stream" | "exports" | "download" | "metrics";

/**
 * All that is answered in front of Next, with its addresses; that of `senders` also stands for all below it. The
 * test of who may ask reads them here.
 */
export const MOUNTS: Readonly<Record<Mount, readonly string[]>> = {
  livez: [LIVEZ],
  ingest: ["/api/v1/alerts"],
  senders: [SENDERS],
  stream: ["/api/stream"],
  exports: EXPORTED.flatMap((thing) => [`/api/export/${thing}`, `/api/v1/export/${thing}`]),
  download: ["/api/backup"],
  metrics: ["/metrics"],
};

const mountAt = (path: string, mount: Mount): boolean => MOUNTS[mount].includes(path);

/** Other methods, such as TRACE, break Next. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Makes the only request listener of the process. It gives each request its id. */
export function createListener(parts: ListenerParts): Handler {
  const { ingest } = parts;
  let told = false;
  return (request, response) => {
    const header = told ? null : untrustedProxyHeader(request, parts.trustedProxies);
    if (header !== null) {
      told = true;
      parts.onUntrustedProxy(header, request.socket.remoteAddress ?? "");
    }
    if (ingest && request.method === "POST" && isIngest(request.url ?? "")) return ingest(request, response);
    return withRequestId(requestIdOf(request), () => answerInTurn(request, response, parts));
  };
}

const [INGEST_PATH = ""] = MOUNTS.ingest;

const isIngest = (url: string): boolean => url === INGEST_PATH || url.startsWith(`${INGEST_PATH}?`);

/** Asks each mount in turn, and Next last. */
async function answerInTurn(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ListenerParts,
): Promise<void> {
  response.setHeader("x-request-id", currentRequestId() ?? "");
  parts.security.onAll(response);
  try {
    const path = takeAddress(request);
    if (answerLivez(request, response)) return;
    const limit = bodyLimit(refuseOddMethod(request), path);
    const sender = takeSenderAddress(request, path);
    if (sender !== null) return void (await parts.senders(request, response, sender));
    if (parts.builtFiles?.(request, response, path)) return;
    // Pages get this from Next; all other addresses that need a session or a key from here.
    if (isUnder(path, "/api") || mountAt(path, "metrics")) response.setHeader("cache-control", "no-store");
    // It reads the headers as the proxies sent them.
    if (mountAt(path, "metrics")) return void (await answerMetrics(request, response, parts));
    noteAddress(setOwnHeaders(request, parts));
    if (mountAt(path, "stream")) return void (await parts.stream(request, response));
    // Before packAnswer, which writes the head that this waits for.
    parts.security.onPage(request, response);
    offerCodings(request, response);
    if (isExport(request, path)) return void (await answerUnread(request, response, parts.exports));
    if (mountAt(path, "download")) return void (await answerUnread(request, response, parts.download));
    if (limit === null) endUnread(request, response);
    await parts.next(limit === null ? request : await withWholeBody(request, limit), response);
  } catch (error) {
    refuse(request, response, error);
  }
}

/**
 * Normalises the requested address and returns its path. Clients may send a whole URL (RFC 9112 §3.2.2),
 * whose host replaces the Host header; Next would answer with a redirect to it. The resolved path is written
 * back, so that the limits and Next see the same one. Throws HttpError 400 for an address that is missing or
 * can't be decoded; Next would answer it with a 500.
 */
function takeAddress(request: IncomingMessage): string {
  const [, host, rest] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(request.url ?? "") ?? [];
  if (host !== undefined) request.headers.host = host;
  const asked = host === undefined ? request.url : rest?.startsWith("/") ? rest : `/${rest}`;
  if (!isHost(request.headers.host ?? "")) throw new HttpError(400, "The Host header is not valid.");
  const url = asked?.startsWith("/") ? URL.parse(`http://localhost${asked}`) : null;
  if (url === null || !isDecodable(url.pathname))
    throw new HttpError(400, "The path is not valid: it starts with /, and each % in it with a code.");
  request.url = url.pathname + url.search;
  return url.pathname;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function refuseOddMethod({ method = "" }: IncomingMessage): string {
  if (METHODS.has(method)) return method;
  throw new HttpError(501, `No address takes the method ${method}.`);
}

function answerMetrics(request: IncomingMessage, response: ServerResponse, { metrics }: ListenerParts) {
  offerCodings(request, response);
  endUnread(request, response);
  return metrics(request, response);
}

/** Other methods are never compressed (see packAnswer), so their Accept-Encoding is ignored. */
function offerCodings(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "GET" && request.method !== "HEAD") return;
  const coding = chooseCoding(request.headers["accept-encoding"], STREAM_CODINGS);
  if (coding === null)
    throw new HttpError(406, "Accept-Encoding leaves no coding: this address has gzip, zstd and identity.");
  packAnswer(request, response, coding);
}

/** Other methods are refused by Next's table. */
const isExport = ({ method }: IncomingMessage, path: string): boolean =>
  (method === "GET" || method === "HEAD") && mountAt(path, "exports");

function answerUnread(request: IncomingMessage, response: ServerResponse, answer: Handler) {
  endUnread(request, response);
  return answer(request, response);
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, headers, body } = problemAnswer(error);
  if (response.headersSent) return void response.destroy();
  answerAhead(request, response);
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
