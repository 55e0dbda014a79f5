import { replaceRecoveryCodes } from "#db/queries/second-factors.ts";
import { RECOVERY_CODES } from "#lib/domain/people/second-factor.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { hashRecoveryCode, newRecoveryCode } from "#lib/token.ts";

/** Makes a user's recovery codes in the open transaction; earlier ones no longer count. Returns them. */
export function giveRecoveryCodes(tx: Tx, userId: string): string[] {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  replaceRecoveryCodes(tx.db, userId, codes.map(hashRecoveryCode));
  return codes;
}
