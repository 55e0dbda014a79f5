import { HOPS_HEADER, readHops } from "#lib/domain/alert/hops.ts";
import { type SentPost, sentAlerts } from "#lib/domain/alert/sent-post.ts";
import { engine } from "#lib/engine/client.ts";
import { currentRequestId, newRequestId, withRequestId } from "#lib/request-id.ts";
import { MalformedBody, type Source } from "#lib/sources/source.ts";
import { sources } from "#lib/sources/sources.ts";
import { admitKey, bearerToken, knownKey } from "#lib/web/auth/api-key.ts";
import { type Answer, jsonTextAnswer } from "#lib/web/http/answer.ts";
import type { Client } from "#lib/web/http/client.ts";
import { type Incoming, readText } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { HttpError, problemAnswer } from "#lib/web/http/problem.ts";
import { countIngestAnswer } from "./answered.ts";
import { limitBacklog } from "./backlog.ts";
import { logPost } from "./log-post.ts";
import { noteReceived, noteRefused } from "./senders-seen.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** A request to the ingest, and who sent it. */
export type IncomingPost = Incoming & { client(): Client };

/**
 * Receives POST /api/v1/alerts: 202 once everything in the post is on disk, else problem JSON, and then
 * nothing is stored. If several errors apply, the answer is the first of 401, 403, 429, 415, 413, 400, 422,
 * 409, 503.
 */
export async function receivePost(
  incoming: IncomingPost,
  requestId = currentRequestId() ?? newRequestId(),
): Promise<Answer> {
  const answer = await answerPost(incoming, requestId);
  countIngestAnswer(answer.status);
  logPost(answer, requestId);
  return answer;
}

async function answerPost(incoming: IncomingPost, requestId: string): Promise<Answer> {
  const source = sources.native;
  const told: Record<string, string> = {};
  let apiKeyId = "";
  try {
    const key = knownKey(bearerToken(incoming.header("authorization")));
    const { actor } = key;
    apiKeyId = actor.id;
    admitKey(key, keyRequestOf(incoming, told), "ingest");
    const mediaType = mediaTypeFor(source, incoming);
    const text = await readText(incoming, MAX_BODY_BYTES);
    const post = source.read({ text, mediaType, header: incoming.header });
    const sent = { webhookId: incoming.header("webhook-id"), hops: readHops(incoming.header(HOPS_HEADER)) };
    const input: SentPost = { ...sentAlerts(post), ...sent };
    const store = () => engine().run("alerts.accept", { actor, input, requestId });
    const accepted = await limitBacklog(text.length, store);
    noteReceived("native", apiKeyId, post.alerts.length, accepted);
    return jsonTextAnswer(202, accepted, told);
  } catch (error) {
    const { headers, ...answer } = withRequestId(requestId, () => problemAnswer(inHttp(error)));
    noteRefused("native", apiKeyId, answer);
    return { ...answer, headers: { ...headers, ...told } };
  }
}

/** `told` takes the headers for the answer. */
const keyRequestOf = ({ client }: IncomingPost, told: Record<string, string>) => ({
  client,
  tell: (headers: Record<string, string>) => void Object.assign(told, headers),
});

const inHttp = (error: unknown): unknown =>
  error instanceof MalformedBody ? new HttpError(400, error.message, error.issues) : error;

/** The body's media type. Throws HttpError 415 if the source does not accept it. */
function mediaTypeFor(source: Source, incoming: Incoming): string {
  const mediaType = mediaTypeOf(incoming);
  if (source.mediaTypes.includes(mediaType)) return mediaType;
  throw new HttpError(415, source.wrongMediaType);
}
