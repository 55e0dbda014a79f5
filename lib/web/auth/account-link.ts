import { type AccountLink, accountLinkByHash } from "#db/queries/account-links.ts";
import { readDb } from "#db/read.ts";
import { hashToken } from "#lib/token.ts";

/** The link of the token in a page's address, whether it can still be used or not. */
export const findLink = (token: string | string[] | undefined): AccountLink | undefined =>
  typeof token === "string" ? accountLinkByHash(readDb(), hashToken(token)) : undefined;
