import { toResponse } from "#lib/web/http/answer.ts";
import { incomingOfWeb } from "#lib/web/http/incoming.ts";
import { receivePost } from "#lib/web/ingest/receive.ts";
import { DELETE, GET, OPTIONS, PATCH, PUT } from "../[[...path]]/route.ts";

/** The listener answers these posts before Next does. If it doesn't, this route answers them. */
export const POST = async (request: Request): Promise<Response> =>
  toResponse(await receivePost(incomingOfWeb(request)));

export { DELETE, GET, OPTIONS, PATCH, PUT };
