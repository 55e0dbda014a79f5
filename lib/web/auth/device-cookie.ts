import { createHmac, timingSafeEqual } from "node:crypto";
import { newToken } from "#lib/token.ts";

/** An account as the cookie is bound to it: with another password it is void. */
export type DeviceAccount = { id: string; passwordHash: string };

export const DEVICE_COOKIE_DAYS = 180;

/** A cookie for a browser that has signed in to the account: a random id and its signature, `id.signature`. */
export function newDeviceCookie(secret: string, account: DeviceAccount): string {
  const id = newToken();
  return `${id}.${signature(secret, id, account).toString("base64url")}`;
}

/** The id of a cookie that was made for this account and its present password, else null. */
export function deviceOf(secret: string, cookie: string | undefined, account: DeviceAccount): string | null {
  const [id = "", signed = "", ...rest] = (cookie ?? "").split(".");
  const expected = signature(secret, id, account);
  const given = Buffer.from(signed, "base64url");
  const valid = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  return valid ? id : null;
}

/** The parts are joined as JSON, so that none can run over into the next. */
const signature = (secret: string, id: string, account: DeviceAccount): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["device cookie", id, account.id, account.passwordHash]))
    .digest();
