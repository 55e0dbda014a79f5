import { z } from "zod";
import { markLinkUsed } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { beginSession } from "./begin-session.ts";
import { holderOf, usableLink } from "./usable-link.ts";

const inputSchema = z.strictObject({
  token: z.string(),
  /** The browser's User-Agent. */
  browser: z.string().optional(),
});

/**
 * Starts a session by a link of the command line, which asks for no password and no second factor. Needs no
 * right but the link. Throws AppError `forbidden` if it can't be used.
 */
export const signInByLink: Verb<{ userId: string; sessionId: string }> = async (
  context,
  { actor, input },
) => {
  const { token, browser } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const link = usableLink(tx, token, ["sign-in"]);
    const { userId, email } = link;
    markLinkUsed(tx.db, link.hash, tx.now);
    const target = { id: userId, name: email };
    recordAudit(tx, holderOf(link, actor), { action: "users.sign-in-by-link", target });
    const { address } = actor;
    return { userId, sessionId: beginSession(tx, { userId, kind: "link", address, browser }) };
  });
};
