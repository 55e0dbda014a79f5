import type { ErrorCode } from "#lib/domain/errors.ts";

/** The reason why the plain form was refused, by the code in the address. Other codes are ignored. */
const REFUSALS: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "The email or the password is wrong: try again.",
  rate_limited: "Too many sign-ins failed: wait some minutes, then try again.",
  unavailable: "Too many sign-ins are checked right now: try again in a moment.",
  forbidden: "This did not come from the sign-in page: try again here.",
};

export const refusalByCode = (code: unknown): string | undefined =>
  Object.entries(REFUSALS).find(([known]) => known === code)?.[1];
