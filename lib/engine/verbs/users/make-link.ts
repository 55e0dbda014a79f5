import { deleteUnusedLinks, insertAccountLink } from "#db/queries/account-links.ts";
import { PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";
import { ACCOUNT_LINK_MS, type AccountLinkKind } from "#lib/domain/people/session.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { hashToken, newToken } from "#lib/token.ts";

/** A link that lets its user in once. `expiresAt` is ms since 1970. */
export type MadeLink = { kind: AccountLinkKind; token: string; expiresAt: number };

/** Makes a link in the open transaction. It replaces earlier ones for the same purpose. */
export function makeLink(tx: Tx, userId: string, kind: AccountLinkKind): MadeLink {
  const token = newToken();
  const expiresAt = tx.now + ACCOUNT_LINK_MS[kind];
  deleteUnusedLinks(tx.db, userId, PASSWORD_LINKS.includes(kind) ? PASSWORD_LINKS : [kind]);
  insertAccountLink(tx.db, { hash: hashToken(token), userId, kind, createdAt: tx.now, expiresAt });
  return { kind, token, expiresAt };
}
