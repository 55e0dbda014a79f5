import { type AccountLink, accountLinkByHash } from "#db/queries/account-links.ts";
import { AppError } from "#lib/domain/errors.ts";
import { faultOfLink } from "#lib/domain/people/account-link.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { AccountLinkKind } from "#lib/domain/people/session.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { hashToken } from "#lib/token.ts";
import { themselves } from "./themselves.ts";

/**
 * The link of this token, if it is one of `kinds` and works at `now`. Throws AppError `forbidden` with a
 * sentence that says why it doesn't.
 */
export function usableLink(
  { db, now }: Pick<Tx, "db" | "now">,
  token: string,
  kinds: readonly AccountLinkKind[],
): AccountLink {
  const link = accountLinkByHash(db, hashToken(token));
  const fault = faultOfLink(link, kinds, now);
  if (link === undefined || fault !== null) throw new AppError("forbidden", fault ?? "");
  return link;
}

/** The link's user, as the one who acts by it. */
export const holderOf = ({ userId, name, role }: AccountLink, actor: Actor): Actor =>
  themselves({ id: userId, name, role }, actor);
