import { characters } from "#lib/domain/text.ts";

const PASSWORD_MIN = 12;
const PASSWORD_MAX = 256;

/** Below a field for a new password. */
export const PASSWORD_HELP = `${PASSWORD_MIN}–${PASSWORD_MAX} characters.`;

/** Why a new password is refused, in one sentence; null if it is not. Counts code points. */
export function faultOfPassword(password: string): string | null {
  const length = characters(password);
  if (length < PASSWORD_MIN) return `A password needs at least ${PASSWORD_MIN} characters.`;
  return length > PASSWORD_MAX ? `A password may have at most ${PASSWORD_MAX} characters.` : null;
}
