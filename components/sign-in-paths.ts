/* The addresses on the way in. No page of the console needs them. */

/** The page of the sign-in's second step, which then leads to `next`. */
export const codePath = (query: { next: string; refused?: string }): string =>
  `/login/code?${new URLSearchParams(query)}`;

/** Leads to the OpenID provider to sign in, and from there back to `next`. */
export const singleSignOnPath = (next: string): string => `/api/auth/oidc?${new URLSearchParams({ next })}`;

/** The sign-in page after a password was chosen. */
export const PASSWORD_SET = "/login?password=set";
