import { Secret as OtpSecret, TOTP } from "otpauth";

/** What authenticator apps support, whatever else the standard allows. */
const SHAPE = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** The library throws at other digits than these, such as １. */
const APP_CODE = /^[0-9]{6}$/;

/** Bytes of a secret: RFC 4226, section 4, recommends 160 bits. */
const SECRET_BYTES = 20;

/** A new TOTP secret in base32, as an app takes it when it is typed. */
export const newTotpSecret = (): string => new OtpSecret({ size: SECRET_BYTES }).base32;

/**
 * The time step (RFC 6238, section 4.2: 30 s since 1970) whose code this is, within one step of `now` (ms);
 * null if it is none of these codes.
 *
 * Example: at 59,000 ms, the code of step 0, 1 or 2 gives 0, 1 or 2; any other code gives null.
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const token = code.replaceAll(/\s/g, "");
  if (!APP_CODE.test(token)) return null;
  const delta = TOTP.validate({
    ...SHAPE,
    secret: OtpSecret.fromBase32(secret),
    token,
    timestamp: now,
    window: 1,
  });
  return delta === null ? null : Math.floor(now / (SHAPE.period * 1_000)) + delta;
}

/** The address that an app reads from the QR code (Key URI Format of Google Authenticator). */
export const totpUri = (secret: string, { email, issuer }: { email: string; issuer: string }): string =>
  new TOTP({ ...SHAPE, issuer, label: email, secret: OtpSecret.fromBase32(secret) }).toString();
