/** How a session began. */
export type SessionKind = "password" | "oidc" | "link";

const HOUR_MS = 3_600_000;

/** How long a session lasts without a request, ms. */
export const IDLE_MS = 12 * HOUR_MS;

/** How long a session lasts at the most, ms. */
export const SESSION_MS: Record<SessionKind, number> = {
  password: 7 * 24 * HOUR_MS,
  oidc: 12 * HOUR_MS,
  link: 7 * 24 * HOUR_MS,
};

/** The links that let a person in once. */
export const ACCOUNT_LINK_KINDS = ["invite", "reset-password", "sign-in"] as const;
export type AccountLinkKind = (typeof ACCOUNT_LINK_KINDS)[number];

/** How long a link can be used, ms. */
export const ACCOUNT_LINK_MS: Record<AccountLinkKind, number> = {
  invite: 7 * 24 * HOUR_MS,
  "reset-password": 24 * HOUR_MS,
  "sign-in": 10 * 60_000,
};
