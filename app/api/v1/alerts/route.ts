import { toResponse } from "#lib/http/answer.ts";
import { incomingOfWeb } from "#lib/ingest/incoming.ts";
import { takePost } from "#lib/ingest/take-post.ts";
import { methodNotAllowed } from "#lib/rest/method-not-allowed.ts";

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
};

/** The listener takes these posts before Next does; here they are answered where it does not. */
export const POST = async (request: Request): Promise<Response> =>
  toResponse(await takePost(incomingOfWeb(request)));
