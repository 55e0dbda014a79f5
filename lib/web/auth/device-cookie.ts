import { createHmac, timingSafeEqual } from "node:crypto";
import { newToken } from "#lib/token.ts";

/** The account that a cookie is bound to. With another password the cookie is void. */
export type DeviceAccount = { id: string; passwordHash: string };

export const DEVICE_COOKIE_DAYS = 180;

/** A cookie for a browser that has signed in to the account: `id.signature`, where the id is random. */
export function newDeviceCookie(secret: string, account: DeviceAccount): string {
  const id = newToken();
  return `${id}.${signature(secret, id, account).toString("base64url")}`;
}

/** The id in a cookie that was made for this account and its current password, else null. */
export function deviceOf(secret: string, cookie: string | undefined, account: DeviceAccount): string | null {
  const [id = "", signed = "", ...rest] = (cookie ?? "").split(".");
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
