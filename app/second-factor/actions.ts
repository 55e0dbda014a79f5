"use server";

import type { ActionResult } from "#lib/domain/action-result.ts";
import { totpUri } from "#lib/domain/people/totp.ts";
import { actWhileOwing } from "#lib/web/action.ts";
import { type QrCode, qrCodeOf } from "#lib/web/show/qr-code.ts";

/** Makes a secret for the user's app. Returns it for the only time, as text and as a QR code. */
export async function beginSecondFactor(): Promise<ActionResult<{ secret: string; qrCode: QrCode }>> {
  const result = await actWhileOwing("profile.begin-second-factor", {});
  if (!result.ok) return result;
  const { secret, email } = result.value;
  const qrCode = qrCodeOf(totpUri(secret, { email, issuer: "Tocsin" }));
  return { ok: true, value: { secret, qrCode } };
}

/** Turns the user's second factor on with a code of their app. Returns the recovery codes for the only time. */
export async function confirmSecondFactor(input: {
  code: string;
}): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return actWhileOwing("profile.confirm-second-factor", input);
}
