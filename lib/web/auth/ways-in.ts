import { settings } from "#lib/settings.ts";

/** How people may sign in here. */
export type Ways = {
  /** By an OpenID provider of this name; null where there is none. */
  oidc: { name: string } | null;
  password: boolean;
};

export function waysToSignIn(): Ways {
  const { oidc, passwordSignIn } = settings();
  return { oidc: oidc && { name: oidc.name }, password: passwordSignIn };
}

/** What pages call single sign-on; null if it is not set up. */
export const oidcName = (): string | null => waysToSignIn().oidc?.name ?? null;

/** Whether anybody signs in by password here. */
export const hasPasswordSignIn = (): boolean => waysToSignIn().password;

/**
 * The address in links that are made here; null to take that of the browser's address bar, which is right
 * also where a proxy was not made known.
 */
export const publicAddress = (): string | null => settings().baseUrl;

/** What prints a link that lets its user in, as it is called on this machine. */
export const signInLinkCommand = (): string => `${settings().commandLine} user sign-in-link EMAIL`;
