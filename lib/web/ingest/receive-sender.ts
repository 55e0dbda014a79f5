import { HOPS_HEADER, readHops } from "#lib/domain/alert/hops.ts";
import { type SentPost, sentAlerts } from "#lib/domain/alert/sent-post.ts";
import { engine } from "#lib/engine/client.ts";
import { withRequestId } from "#lib/request-id.ts";
import { type Mapped, type MappedAlert, type SenderContext, TooManyAlerts } from "#lib/sources/sender.ts";
import { MalformedBody } from "#lib/sources/source.ts";
import { toPost } from "#lib/sources/to-post.ts";
import type { KeyActor } from "#lib/web/auth/known-keys.ts";
import { type Answer, jsonTextAnswer } from "#lib/web/http/answer.ts";
import type { Client } from "#lib/web/http/client.ts";
import { type Incoming, readText } from "#lib/web/http/incoming.ts";
import { HttpError, methodRefused, problemAnswer } from "#lib/web/http/problem.ts";
import type { SenderAddress } from "#lib/web/http/sender-address.ts";
import { countIngestAnswer } from "./answered.ts";
import { limitBacklog } from "./backlog.ts";
import { answerOptions } from "./handshake.ts";
import { logPost } from "./log-post.ts";
import { catchPost, type PostToCatch } from "./own/catch-post.ts";
import { withoutKey } from "./own/mask.ts";
import { admitSender } from "./sender-key.ts";
import { isKnownSource, mediaTypeFor, type SenderTarget, senderOf, targetOf } from "./sender-target.ts";
import { noteReceived, noteRefused } from "./senders-seen.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** A request to an address below /api/v1/in, and who sent it. */
export type SenderRequest = Incoming &
  SenderAddress & {
    method: string;
    client(): Client;
    /** Each by its lower-case name. */
    headers(): Readonly<Record<string, string>>;
  };

/** What becomes known of a post on its way, whatever its answer will be. */
type Told = {
  /** Headers of the answer. */
  headers: Record<string, string>;
  /** Empty without a valid key. */
  apiKeyId: string;
  /** Null unless it is for a source of one's own. */
  own: PostToCatch | null;
  /** What `alerts.accept` answered; null until it did. */
  accepted: string | null;
};

/**
 * Receives a post in a sender's own format: what the sender wants for an answer once everything in the post is
 * on disk, else problem JSON, and then nothing is stored. If several errors apply, the answer is the first of
 * 405, 401, 403, 429, 404, 415, 413, 400, 422, 409, 503. Where the key is in the body, 415, 413 and 400 come before
 * 401; a key in two places is 400 at once.
 */
export async function receiveSender(request: SenderRequest, requestId: string): Promise<Answer> {
  const told: Told = { headers: {}, apiKeyId: "", own: null, accepted: null };
  try {
    if (request.method === "OPTIONS") return answerOptions(request.source, request.header);
    if (request.method !== "POST") return methodRefused("POST, OPTIONS");
    return counted(await answerPost(request, requestId, told), requestId, told);
  } catch (error) {
    const refusal = challenging(withRequestId(requestId, () => problemAnswer(inHttp(error))));
    if (request.method !== "POST") return refusal;
    if (!waitsForChallenge(request, refusal) && isKnownSource(request.source))
      noteRefused(request.source, told.apiKeyId, refusal);
    return counted(refusal, requestId, told);
  }
}

/** Basic comes first because some clients read only the first challenge. */
const CHALLENGES = 'Basic realm="Tocsin", Bearer realm="Tocsin"';

/** A 401 says that Basic is taken here too: Amazon SNS sends its credentials only to such an answer. */
const challenging = (answer: Answer): Answer =>
  answer.status === 401
    ? { ...answer, headers: { ...answer.headers, "www-authenticate": CHALLENGES } }
    : answer;

/** Whether the sender only waits to be asked for its credentials, so that its next post has them. */
const waitsForChallenge = ({ source, header, keys }: SenderRequest, { status }: Answer): boolean =>
  status === 401 &&
  senderOf(source)?.waitsForChallenge === true &&
  header("authorization") === null &&
  keys.length === 0;

function inHttp(error: unknown): unknown {
  if (error instanceof MalformedBody) return new HttpError(400, error.message, error.issues);
  if (error instanceof TooManyAlerts) return new HttpError(413, error.message);
  return error;
}

function counted(answer: Answer, requestId: string, told: Told): Answer {
  countIngestAnswer(answer.status);
  logPost({ status: answer.status, accepted: told.accepted }, requestId);
  if (told.own !== null) catchPost(told.own, answer);
  return { ...answer, headers: { ...answer.headers, ...told.headers } };
}

async function answerPost(request: SenderRequest, requestId: string, told: Told): Promise<Answer> {
  const tell = (headers: Record<string, string>) => void Object.assign(told.headers, headers);
  const known = ({ id }: KeyActor) => {
    told.apiKeyId = id;
  };
  const found = await admitSender({ ...request, tell, known }, senderOf(request.source)?.keyIn);
  const { actor, namespace } = found.key;
  const target = targetOf(request);
  const mediaType = mediaTypeFor(target, request);
  const text = found.text ?? (await readText(request, MAX_BODY_BYTES));
  const context = { namespace, receivedAt: Date.now(), ...target.facts };
  const headers = () => withoutKey(request.headers(), found.token);
  const post = { text, mediaType, header: request.header, headers, key: found.token };
  if (target.isOwn) told.own = { sourceId: request.source, actor, ...post };
  const mapped = await target.map(post, context);
  const call = { actor, requestId };
  told.accepted =
    mapped.kind === "subscription"
      ? await limitBacklog(text.length, () => ask(call, mapped))
      : await limitBacklog(text.length, () => store(call, request, mapped.alerts, context));
  noteReceived(request.source, actor.id, mapped.kind === "alerts" ? mapped.alerts.length : 0, told.accepted);
  return inItsTerms(target, told.accepted);
}

type EngineCall = { actor: KeyActor; requestId: string };

/** Stores that a topic asks to be confirmed: it brings no alert. */
async function ask(call: EngineCall, { topicArn, subscribeUrl }: Mapped & { kind: "subscription" }) {
  await engine().run("sources.ask-for-subscription", { ...call, input: { topicArn, subscribeUrl } });
  return JSON.stringify({ accepted: 0, duplicates: 0, results: [] });
}

function store(
  call: EngineCall,
  { source, header }: SenderRequest,
  mapped: readonly MappedAlert[],
  context: SenderContext,
): Promise<string> {
  const post = toPost(mapped, context, source);
  const sent = { webhookId: header("webhook-id"), hops: readHops(header(HOPS_HEADER)) };
  const input: SentPost = { ...sentAlerts(post), ...sent };
  return engine().run("alerts.accept", { ...call, input });
}

/** The answer as the sender wants it. */
const inItsTerms = ({ answer }: SenderTarget, ours: string): Answer =>
  jsonTextAnswer(answer?.status ?? 202, answer?.body?.(ours) ?? ours);
