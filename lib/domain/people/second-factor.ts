/** How many recovery codes a user gets. Each signs in once. */
export const RECOVERY_CODES = 10;

/** Whether a code is one of an app's. Anything else is taken for a recovery code. */
export const isAppCode = (code: string): boolean => /^[\d\s]+$/.test(code);

/**
 * A recovery code in the form that is hashed: people leave out the hyphens, or type capitals.
 *
 * Example: " ABCD efgh-jkmn-pqrs " → "abcdefghjkmnpqrs"
 */
export const plainRecoveryCode = (code: string): string => code.toLowerCase().replaceAll(/[\s-]/g, "");

/** A user's second factor as pages show it. */
export type SecondFactorView = { confirmedAt: number; codesLeft: number };

/** A TOTP secret in groups of four characters, easier to type. */
export const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
