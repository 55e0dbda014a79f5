import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { answerLivez } from "./livez.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Holds requests that arrive before the handler is ready, except /livez, because the port is bound first. The
 * returned function lets `handler` answer the held requests and all later ones.
 */
export function holdRequests(server: Server): (handler: Handler) => void {
  const opened = Promise.withResolvers<Handler>();
  const hold: Handler = (request, response) => {
    if (!answerLivez(request, response)) void opened.promise.then((answer) => answer(request, response));
  };
  server.on("request", hold);
  return (handler) => {
    server.off("request", hold);
    server.on("request", handler);
    opened.resolve(handler);
  };
}
