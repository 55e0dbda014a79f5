import { SOURCE_TYPES, type SourceType } from "#lib/domain/source/source.ts";
import type { Mapped, SenderContext, SenderFormat } from "#lib/sources/sender.ts";
import { senders } from "#lib/sources/senders.ts";
import type { Incoming } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { HttpError } from "#lib/web/http/problem.ts";
import type { SenderAddress } from "#lib/web/http/sender-address.ts";
import { mapOwn, type OwnPost } from "./own/map-own.ts";
import { factsOfOwn, factsOfType, type SourceFacts } from "./source-settings.ts";

/** What reads a post: the format of a sender's type, or a source of one's own. */
export type SenderTarget = Pick<SenderFormat, "mediaTypes" | "wrongMediaType" | "answer"> & {
  facts: SourceFacts;
  /** Whether it is a source of one's own. */
  isOwn: boolean;
  map(post: OwnPost, context: SenderContext): Promise<Mapped>;
};

const isType = (source: string): source is SourceType => (SOURCE_TYPES as readonly string[]).includes(source);

/** The format of a sender's type; undefined for any other name. */
export const senderOf = (source: string): SenderFormat | undefined =>
  isType(source) ? senders[source] : undefined;

/** Whether there is a source with this name, so that it may be told of its posts. */
export const isKnownSource = (source: string): boolean =>
  isType(source) || (OWN_ID.test(source) && factsOfOwn(source) !== null);

/** Without a key anybody may ask for any name: the database is asked only for what may be an id. */
const OWN_ID = /^src_[0-9a-f-]{36}$/;

/** What reads the posts to this address. Throws HttpError 404 where nothing does. */
export function targetOf({ source, rest }: SenderAddress): SenderTarget {
  const sender = senderOf(source);
  const facts = sender === undefined ? factsOfOwn(source) : factsOfType(source);
  if (facts === null) throw new HttpError(404, NOWHERE);
  const paths = sender?.paths ?? [""];
  if (!paths.includes(rest)) throw new HttpError(404, `Post to ${addresses(source, paths)}.`);
  if (sender === undefined) return ownTarget(source, facts);
  return { ...sender, facts, isOwn: false, map: async (post, context) => sender.map(post, context) };
}

const NOWHERE = `No source has this address: post to /api/v1/in/ and a type, one of ${SOURCE_TYPES.join(", ")}, or the id of a source of your own.`;

const addresses = (source: string, paths: readonly string[]): string =>
  paths.map((path) => `/api/v1/in/${source}${path}`).join(" or ");

/** Whatever the post says that it holds, it is read as JSON: many programs say nothing or something else. */
const ownTarget = (id: string, facts: SourceFacts): SenderTarget => ({
  mediaTypes: null,
  wrongMediaType: "",
  facts,
  isOwn: true,
  map: async (post, context) => ({ kind: "alerts", alerts: await mapOwn(id, post, context) }),
});

/** The body's media type. Throws HttpError 415 if the target does not read it. */
export function mediaTypeFor({ mediaTypes, wrongMediaType }: SenderTarget, incoming: Incoming): string {
  const mediaType = mediaTypeOf(incoming);
  if (mediaTypes === null || mediaTypes.includes(mediaType)) return mediaType;
  throw new HttpError(415, wrongMediaType);
}
