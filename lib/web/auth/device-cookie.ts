import { createHmac, timingSafeEqual } from "node:crypto";
import { newToken } from "#lib/token.ts";

/** The account that a cookie is bound to. With another password the cookie is void. */
export type DeviceAccount = { id: string; passwordHash: string };

export const DEVICE_COOKIE_DAYS = 180;

/** How many accounts a browser stays known to: people share browsers. */
const ACCOUNTS_KEPT = 5;

/**
 * The cookie for a browser that has signed in to the account: `id.signature` for this account first, where the id
 * is random, then those for the accounts before it, joined by "~". `cookie` is the one that the browser has.
 */
export function keptDeviceCookie(secret: string, cookie: string | undefined, account: DeviceAccount): string {
  const marks = marksOf(cookie);
  const own = marks.find((mark) => idIn(secret, mark, account) !== null) ?? newMark(secret, account);
  return [own, ...marks.filter((mark) => mark !== own)].slice(0, ACCOUNTS_KEPT).join("~");
}

/** The id in a cookie that was made for this account and its current password, else null. */
export function deviceOf(secret: string, cookie: string | undefined, account: DeviceAccount): string | null {
  for (const mark of marksOf(cookie)) {
    const id = idIn(secret, mark, account);
    if (id !== null) return id;
  }
  return null;
}

const marksOf = (cookie: string | undefined): string[] =>
  (cookie ?? "").split("~", ACCOUNTS_KEPT).filter((mark) => mark !== "");

function newMark(secret: string, account: DeviceAccount): string {
  const id = newToken();
  return `${id}.${signature(secret, id, account).toString("base64url")}`;
}

function idIn(secret: string, mark: string, account: DeviceAccount): string | null {
  const [id = "", signed = "", ...rest] = mark.split(".");
  const expected = signature(secret, id, account);
  const given = Buffer.from(signed, "base64url");
  const valid = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? id : null;
}

/** Joins the parts as JSON, so that no part can run over into the next. */
const signature = (secret: string, id: string, account: DeviceAccount): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["device cookie", id, account.id, account.passwordHash]))
    .digest();
