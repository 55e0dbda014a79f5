import { type ErrorCode, FAILED_INSIDE } from "#lib/domain/errors.ts";
import { oidcRefusalByCode, oidcRefusalText } from "#lib/domain/people/oidc-refusal.ts";
import { waysToSignIn } from "#lib/web/auth/ways-in.ts";

/** Why signing in may be refused. */
export type SignInRefusal = Exclude<ErrorCode, "not_found" | "conflict">;

/** Why a plain form was refused, by the code in the address. */
const REFUSALS: Record<SignInRefusal | "over", string> = {
  unauthenticated: "The email or the password is wrong: try again.",
  invalid: "Enter your email and your password.",
  rate_limited: "Too many sign-ins failed: wait some minutes, then try again.",
  unavailable: "Sign-ins can't be checked right now: try again in a moment.",
  forbidden: "This did not come from the sign-in page: try again here.",
  internal: FAILED_INSIDE,
  over: "The time for the code is over: sign in again.",
};

const CODE_REFUSALS: Record<SignInRefusal, string> = {
  unauthenticated:
    "This code is wrong or was used already: type the one that your app shows now, or another recovery code.",
  invalid: "This is no code: enter the 6 digits that your app shows, or a recovery code.",
  rate_limited: "Too many wrong codes: wait some minutes, then try again.",
  unavailable: "Codes can't be checked right now: try again in a moment.",
  forbidden: "This did not come from the sign-in page: enter the code here.",
  internal: FAILED_INSIDE,
};

/** The reason why a sign-in was refused, by the code in the address. Other codes are ignored. */
export function refusalByCode(code: unknown): string | undefined {
  const { oidc, password } = waysToSignIn();
  const refusal = oidcRefusalByCode(code);
  if (refusal !== undefined && oidc !== null) return oidcRefusalText(refusal, { name: oidc.name, password });
  return refusalIn(REFUSALS, code);
}

/** Like `refusalByCode`, for the second step. */
export const codeRefusalByCode = (code: unknown): string | undefined => refusalIn(CODE_REFUSALS, code);

const refusalIn = (refusals: Record<string, string>, code: unknown): string | undefined =>
  Object.entries(refusals).find(([known]) => known === code)?.[1];
