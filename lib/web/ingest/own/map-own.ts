import { findSource } from "#db/queries/sources.ts";
import { readDb } from "#db/read.ts";
import { summary } from "#lib/domain/alert/post.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { MASK } from "#lib/domain/secret.ts";
import type { MappedAlert, SenderContext, SenderPost } from "#lib/sources/sender.ts";
import { MalformedBody } from "#lib/sources/source.ts";
import { ownMappers } from "./mapper.ts";
import { maskHeaders } from "./mask.ts";

/** A post to a source of one's own: also the API key that sent it. */
export type OwnPost = SenderPost & {
  /** Each by its lower-case name, without the key. */
  headers(): Readonly<Record<string, string>>;
  key: string;
};

/**
 * Maps a post by the expressions of a source of one's own, which see neither the key nor what else authenticates
 * the post. Throws MalformedBody if it is no JSON, AppError `not_found` without such a source, and `invalid` if
 * an expression fails for one of its alerts, with an issue per fault.
 */
export async function mapOwn(
  sourceId: string,
  { text, headers, key }: OwnPost,
  { settings: { forEach, fields } }: Pick<SenderContext, "settings">,
): Promise<MappedAlert[]> {
  existing("source", findSource(readDb(), sourceId));
  const job = {
    text: text.replaceAll(key, MASK),
    headers: maskHeaders(headers()),
    mapping: { for_each: forEach, fields },
  };
  const result = await ownMappers().posts.map(sourceId, job);
  if (result.kind === "malformed") throw new MalformedBody(result.message);
  if (result.issues.length > 0) throw new AppError("invalid", summary(result.issues), result.issues);
  return result.alerts.filter((alert) => alert !== null);
}
