import { deleteUnusedLinks, markLinkUsed } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { hasSecondFactor } from "#db/queries/second-factors.ts";
import { deleteSessionsOf, setPasswordHash } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";
import { ACCOUNT_LINK_KINDS } from "#lib/domain/people/session.ts";
import { acceptLinkSchema } from "#lib/domain/people/user-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";
import { beginSession } from "./begin-session.ts";
import { holderOf, usableLink } from "./usable-link.ts";

/** `sessionId` is null if the user still has to sign in, with their second factor. */
export type AcceptedLink = { userId: string; email: string; sessionId: string | null };

/**
 * Sets the password of an invite's or a reset link's user, ends their sessions and starts one: a link does
 * not replace a second factor, so a user who has one signs in instead. Needs no right but the link. Throws
 * AppError `invalid` for the password, `forbidden` if the link can't be used.
 */
export const acceptLink: Verb<AcceptedLink> = async (context, { actor, input }) => {
  const { token, password, browser } = parseOrRefuse(acceptLinkSchema, input);
  // Hashing a password is costly: only holders of a link may ask for it.
  usableLink({ db: context.db, now: context.now() }, token, PASSWORD_LINKS);
  const passwordHash = await hashPassword(password);
  return context.transact((tx) => {
    const link = usableLink(tx, token, PASSWORD_LINKS);
    const { userId, email, kind } = link;
    markLinkUsed(tx.db, link.hash, tx.now);
    deleteUnusedLinks(tx.db, userId, ACCOUNT_LINK_KINDS);
    setPasswordHash(tx.db, userId, passwordHash);
    deleteSessionsOf(tx.db, userId);
    const holder = holderOf(link, actor);
    const target = { id: userId, name: email };
    recordAudit(tx, holder, { action: "users.accept-link", target, details: { link: kind } });
    if (hasSecondFactor(tx.db, userId)) return { userId, email, sessionId: null };
    const { address } = actor;
    return { userId, email, sessionId: beginSession(tx, { userId, kind: "password", address, browser }) };
  });
};
