import type { ErrorCode } from "#lib/domain/errors.ts";
import { oidcRefusalByCode, oidcRefusalText } from "#lib/domain/people/oidc-refusal.ts";
import { waysToSignIn } from "#lib/web/auth/ways.ts";

/** Why the plain form was refused, by the code in the address. */
const REFUSALS: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "The email or the password is wrong: try again.",
  rate_limited: "Too many sign-ins failed: wait some minutes, then try again.",
  unavailable: "Too many sign-ins are checked right now: try again in a moment.",
  forbidden: "This did not come from the sign-in page: try again here.",
};

/** The reason why a sign-in was refused, by the code in the address. Other codes are ignored. */
export function refusalByCode(code: unknown): string | undefined {
  const { oidc, password } = waysToSignIn();
  const refusal = oidcRefusalByCode(code);
  if (refusal !== undefined && oidc !== null) return oidcRefusalText(refusal, { name: oidc.name, password });
  return Object.entries(REFUSALS).find(([known]) => known === code)?.[1];
}
