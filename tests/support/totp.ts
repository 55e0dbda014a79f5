import { Secret, TOTP } from "otpauth";

/** The code that an app with this secret shows `steps` steps of 30 s from `now` (ms). */
export const codeAfter = (secret: string, steps: number, now = Date.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + steps * 30_000 });

/** Six digits that no app with this secret shows around `now` (ms). */
export function wrongCode(secret: string, now = Date.now()): string {
  const shown = new Set([-2, -1, 0, 1, 2].map((steps) => codeAfter(secret, steps, now)));
  for (let number = 0; ; number++) {
    const code = String(number).padStart(6, "0");
    if (!shown.has(code)) return code;
  }
}
