import { settings } from "#lib/settings.ts";

/** What pages call single sign-on; null if it is not set up. */
export const oidcName = (): string | null => settings().oidc?.name ?? null;

/** Whether anybody signs in by password here. */
export const hasPasswordSignIn = (): boolean => settings().passwordSignIn !== false;

/**
 * The address in links that are made here; null to take that of the browser's address bar, which is right
 * also where a proxy was not made known.
 */
export const publicAddress = (): string | null => settings().baseUrl;
