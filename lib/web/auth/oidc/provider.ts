import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from "openid-client";
import type { OidcSettings } from "#lib/env-oidc.ts";
import { fetchShort } from "./fetch-short.ts";
import { ProviderError, reasonOf } from "./provider-error.ts";

const TIMEOUT_S = 10;
/** How far the provider's clock may be from ours, s. */
const CLOCK_TOLERANCE_S = 30;
/** How long the provider's description counts, ms: it may change its addresses. */
const KEPT_MS = 3_600_000;

let known: { provider: Promise<Configuration>; readAt: number } | null = null;

/**
 * The provider's description, read when it is first needed. All who ask meanwhile wait for the same request; a
 * failed one is made again by the next who asks. Throws ProviderError.
 */
export async function readProvider(oidc: OidcSettings): Promise<Configuration> {
  if (known === null || Date.now() - known.readAt > KEPT_MS) {
    const asked = { provider: discover(oidc), readAt: Date.now() };
    known = asked;
    asked.provider.catch(() => {
      if (known === asked) known = null;
    });
  }
  try {
    return await known.provider;
  } catch (error) {
    throw new ProviderError("provider_down", reasonOf(error));
  }
}

const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> =>
  discovery(
    new URL(issuer),
    clientId,
    { [clockTolerance]: CLOCK_TOLERANCE_S },
    clientAuth(clientSecret.reveal()),
    {
      timeout: TIMEOUT_S,
      [customFetch]: fetchShort,
      // Without it, an ID token's signature would not be checked.
      execute: [enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [allowInsecureRequests] : [])],
    },
  );

/** By HTTP Basic, which is the default (OpenID Connect Discovery 1.0, 3), unless the provider does not take it. */
function clientAuth(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (taken.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
}
