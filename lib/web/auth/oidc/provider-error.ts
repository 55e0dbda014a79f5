import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import type { OidcRefusal } from "#lib/domain/people/oidc-refusal.ts";

/** A sign-in that failed at the provider. `reason` is for the log. */
export class ProviderError extends Error {
  readonly refusal: OidcRefusal;

  constructor(refusal: OidcRefusal, reason: string) {
    super(reason);
    this.refusal = refusal;
  }
}

/** What an error of openid-client means for the person who signs in. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof AuthorizationResponseError)
    return new ProviderError("provider_refused", `The provider answered ${error.error}.`);
  if (error instanceof WWWAuthenticateChallengeError)
    return new ProviderError(
      "answer_not_valid",
      `The provider answered ${error.status}: check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.`,
    );
  if (error instanceof ResponseBodyError)
    return new ProviderError(
      error.status >= 500 ? "provider_down" : "answer_not_valid",
      `The provider answered ${error.status} ${error.error}.`,
    );
  return new ProviderError(isDown(error) ? "provider_down" : "answer_not_valid", reasonOf(error));
}

/** Whether there was no answer, or one that says that the provider itself failed. */
function isDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.cause instanceof Response) return error.cause.status >= 500;
  return (
    (error instanceof TypeError && error.cause !== undefined) ||
    ("code" in error && error.code === "OAUTH_TIMEOUT")
  );
}

/** The messages of an error and of its causes; none of them holds a secret or a token. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Response) return `${error.message}: ${cause.status}`;
  return cause instanceof Error ? `${error.message}: ${reasonOf(cause)}` : error.message;
}
