import type { IncomingMessage, ServerResponse } from "node:http";
import type { EngineClient } from "#lib/engine/client.ts";
import { openSession } from "#lib/web/auth/open-session.ts";
import { admittedSession } from "#lib/web/auth/request-session.ts";
import { methodRefused } from "#lib/web/http/problem.ts";
import { changedSince, changesMark } from "./mark.ts";
import { Streams } from "./streams.ts";

const ALLOW = "GET, OPTIONS";

/** Nothing on the way may keep the events back: X-Accel-Buffering is nginx's. */
const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  "X-Accel-Buffering": "no",
};

/** The streams of this process: what answers their requests, and what ends them all. */
export function liveStreams(engine: Pick<EngineClient, "hearChanges">) {
  const streams = new Streams({
    hearChanges: (hear) => engine.hearChanges(hear),
    findSession: (id) => openSession(id, Date.now()),
    mark: changesMark,
    changedSince,
  });
  return {
    answer: (request: IncomingMessage, response: ServerResponse) => answerStream(streams, request, response),
    close: () => streams.close(),
  };
}

/**
 * Answers GET /api/stream, for signed-in users: server-sent events with the kind and the ids of what changes.
 * The header Last-Event-ID says what the page has seen. Runs in front of Next, which would keep a request's
 * whole context for each open page. Throws AppError `unauthenticated`; `unavailable` while it stops, and
 * above the limits: then with the current id as Last-Event-ID, so that a page can ask for changes without a
 * stream.
 */
async function answerStream(
  streams: Streams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET") return refuseMethod(request, response);
  response.setHeaders(new Map(Object.entries(HEADERS)));
  const session = await admittedSession(request, "read");
  if (!streams.closed) response.setHeader("last-event-id", changesMark());
  const since = request.headers["last-event-id"];
  response.shouldKeepAlive = false;
  streams.open(response, session, typeof since === "string" ? since : null);
}

function refuseMethod({ method }: IncomingMessage, response: ServerResponse): void {
  if (method === "OPTIONS") return void response.writeHead(204, { allow: ALLOW }).end();
  const { status, headers, body } = methodRefused(ALLOW);
  response.writeHead(status, headers).end(body);
}
