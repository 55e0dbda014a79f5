import { ACCOUNT_LINK_MS, type AccountLinkKind } from "./session.ts";

/** Where each kind of link leads to. */
const PATHS: Record<AccountLinkKind, string> = {
  invite: "/invite",
  "reset-password": "/invite",
  "sign-in": "/sign-in-link",
};

/** A link's path and query. The token is URL-safe. */
export const accountLinkPath = (kind: AccountLinkKind, token: string): string =>
  `${PATHS[kind]}?token=${token}`;

/** The links with which a person chooses a password. */
export const PASSWORD_LINKS: readonly AccountLinkKind[] = ["invite", "reset-password"];

type LinkFacts = {
  kind: AccountLinkKind;
  expiresAt: number;
  usedAt: number | null;
  disabledAt: number | null;
};

/**
 * Why a link can't be used at `now` (ms since 1970), in one sentence; null if it can. `kinds` are the links
 * that the page takes.
 */
export function faultOfLink<Link extends LinkFacts>(
  link: Link | undefined,
  kinds: readonly AccountLinkKind[],
  now: number,
): string | null {
  if (link === undefined || !kinds.includes(link.kind)) return UNKNOWN;
  if (link.disabledAt !== null) return "This account is disabled: ask an admin to enable it.";
  if (link.usedAt !== null) return `This link was used already, and works only once: ${NEXT[link.kind]}`;
  if (link.expiresAt <= now)
    return `This link worked for ${lifeOf(link.kind)}, and is over: ${NEXT[link.kind]}`;
  return null;
}

const UNKNOWN =
  "This link is not valid: it may be incomplete, or replaced by a newer one. Open the whole link, or ask an admin for a new one.";

const NEXT: Record<AccountLinkKind, string> = {
  invite: "sign in, or ask an admin for a new one.",
  "reset-password": "sign in, or ask an admin for a new one.",
  "sign-in": "make a new one on the command line.",
};

/** "7 days", "24 hours", "10 minutes". */
export function lifeOf(kind: AccountLinkKind): string {
  const minutes = ACCOUNT_LINK_MS[kind] / 60_000;
  if (minutes < 60) return `${minutes} minutes`;
  return minutes <= 24 * 60 ? `${minutes / 60} hours` : `${minutes / (24 * 60)} days`;
}
