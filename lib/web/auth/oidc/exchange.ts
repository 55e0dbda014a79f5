import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from "openid-client";
import { type Claims, claimOf } from "#lib/domain/people/oidc.ts";
import type { OidcSettings } from "#lib/env-oidc.ts";
import { settings } from "#lib/settings.ts";
import { readProvider } from "./provider.ts";
import { asProviderError } from "./provider-error.ts";

/** What proves that an answer belongs to the sign-in that this browser began. */
export type Checks = { state: string; nonce: string; verifier: string };

/** Where the provider sends people back to. It has to be registered there. */
const CALLBACK_PATH = "/api/auth/callback/oidc";

/** The address at the provider where the browser signs in. Throws ProviderError. */
export async function signInUrl({ state, nonce, verifier }: Checks): Promise<URL> {
  const oidc = oidcSettings();
  const provider = await readProvider(oidc);
  return buildAuthorizationUrl(provider, {
    redirect_uri: callbackUrl().href,
    scope: scopes(provider, oidc),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
}

/**
 * What the provider says of the person who comes back with the query `search`: the signed ID token, and what
 * that lacks from UserInfo. Throws ProviderError.
 */
export async function claimsOf(search: string, { state, nonce, verifier }: Checks): Promise<Claims> {
  const oidc = oidcSettings();
  const provider = await readProvider(oidc);
  try {
    const tokens = await authorizationCodeGrant(provider, callbackUrl(search), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims: Claims = { ...tokens.claims() };
    if (!lacksClaims(claims, oidc) || provider.serverMetadata().userinfo_endpoint === undefined)
      return claims;
    return { ...(await fetchUserInfo(provider, tokens.access_token, String(claims.sub))), ...claims };
  } catch (error) {
    throw asProviderError(error);
  }
}

const lacksClaims = (claims: Claims, { roles }: OidcSettings): boolean =>
  [roles.claim, "email", "email_verified"].some((name) => claimOf(claims, name) === undefined);

const callbackUrl = (search = ""): URL => new URL(CALLBACK_PATH + search, settings().baseUrl ?? undefined);

/** Some providers give the role's claim only for a scope of its name, such as `groups`. */
function scopes(provider: Configuration, { roles }: OidcSettings): string {
  const wanted = ["openid", "email", "profile"];
  const offered = provider.serverMetadata().scopes_supported ?? [];
  return (offered.includes(roles.claim) ? [...wanted, roles.claim] : wanted).join(" ");
}

function oidcSettings(): OidcSettings {
  const { oidc } = settings();
  if (oidc === null) throw new Error("There is no OpenID provider.");
  return oidc;
}
