import { toResponse } from "#lib/web/http/answer.ts";
import { incomingOfWeb } from "#lib/web/http/incoming.ts";
import { ownClient } from "#lib/web/http/own-headers.ts";
import { receivePost } from "#lib/web/ingest/receive.ts";
import { DELETE, GET, OPTIONS, PATCH, PUT } from "../[[...path]]/route.ts";

/** The listener answers these posts before Next does. If it doesn't, this route answers them. */
export async function POST(request: Request): Promise<Response> {
  const client = () => ownClient((name) => request.headers.get(name));
  return toResponse(await receivePost({ ...incomingOfWeb(request), client }));
}

export { DELETE, GET, OPTIONS, PATCH, PUT };
