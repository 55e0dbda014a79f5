import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { AppError } from "#lib/domain/errors.ts";
import { answerLivez } from "./livez.ts";
import { problemAnswer } from "./problem.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

type Hold = {
  /** Lets `handler` answer the held requests and all later ones. */
  open(handler: Handler): void;
  /** Until then, answers /healthz and everything that changes something with 503, also what is held. */
  refuseChanges(sentence: string): void;
};

/** What is answered while the database is migrated. */
export const MIGRATING = "The database is migrating to this version of Tocsin: try again in a moment.";

type Held = { request: IncomingMessage; response: ServerResponse };

/** Holds requests that arrive before the handler is ready, except /livez, because the port is bound first. */
export function holdRequests(server: Server): Hold {
  let held: Held[] = [];
  let refusal: string | null = null;
  const hold: Handler = (request, response) => {
    if (answerLivez(request, response)) return;
    if (refusal !== null && isChange(request)) refuse(response, refusal);
    else held.push({ request, response });
  };
  server.on("request", hold);
  return {
    open(handler) {
      server.off("request", hold);
      server.on("request", handler);
      for (const { request, response } of held) handler(request, response);
      held = [];
    },
    refuseChanges(sentence) {
      refusal = sentence;
      for (const { request, response } of held) if (isChange(request)) refuse(response, sentence);
      held = held.filter(({ request }) => !isChange(request));
    },
  };
}

/** A page is worth waiting for. */
const isChange = ({ method, url }: IncomingMessage): boolean =>
  (method !== "GET" && method !== "HEAD") || (url ?? "").split("?")[0] === "/healthz";

function refuse(response: ServerResponse, sentence: string): void {
  const { status, headers, body } = problemAnswer(new AppError("unavailable", sentence));
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body), connection: "close" });
  response.end(body);
}
