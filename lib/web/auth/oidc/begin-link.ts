import { cookies } from "next/headers";
import { AppError } from "#lib/domain/errors.ts";
import { oidcRefusalText } from "#lib/domain/people/oidc-refusal.ts";
import { log } from "#lib/log.ts";
import { settings } from "#lib/settings.ts";
import { isHttps } from "#lib/web/auth/cookies.ts";
import { signInUrl } from "./exchange.ts";
import { newPending, pendingCookie } from "./pending.ts";
import { ProviderError } from "./provider-error.ts";

/**
 * Begins to link a user to an identity at the provider. Returns the address there, to which the browser has to
 * go. The caller must have checked that the user's own page asks: another site must not link an identity of
 * its own. Throws AppError `unavailable` if the provider does not answer, `not_found` where there is none.
 */
export async function beginLink(userId: string): Promise<{ url: string }> {
  const { oidc } = settings();
  if (oidc === null) throw new AppError("not_found", "There is no single sign-on here: reload the page.");
  const pending = newPending({ kind: "link", userId });
  const url = await signInUrl(pending).catch((error) => {
    if (!(error instanceof ProviderError)) throw error;
    log("auth").warn({ reason: error.message }, "the OpenID provider does not answer");
    throw new AppError("unavailable", oidcRefusalText(error.refusal, { name: oidc.name, password: false }));
  });
  const https = await isHttps();
  const { name, value, options } = await pendingCookie(pending, https);
  (await cookies()).set(name, value, options);
  return { url: url.href };
}
