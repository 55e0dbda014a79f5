/** Why a sign-in by OpenID Connect failed. The page's address names one of these. */
const OIDC_REFUSALS = [
  "provider_down",
  "provider_refused",
  "answer_not_valid",
  "not_begun_here",
  "no_role",
  "disabled",
  "known_email",
  "unverified_email",
  "not_set_up",
  "too_many_users",
  "linked_to_another",
] as const;
export type OidcRefusal = (typeof OIDC_REFUSALS)[number];

/** `name` is the provider's; `password` says whether people may sign in with a password too. */
type Ways = { name: string; password: boolean };

/** What happened and what to do, in one or two sentences. */
export function oidcRefusalText(refusal: OidcRefusal, { name, password }: Ways): string {
  switch (refusal) {
    case "provider_down":
      return `${name} does not answer: try again in a moment${password ? ", or sign in with your password" : ""}.`;
    case "provider_refused":
      return `${name} did not sign you in: try again, or ask who runs it.`;
    case "answer_not_valid":
      return `${name} sent an answer that is not valid: try again. If it stays so, Tocsin's log says why.`;
    case "not_begun_here":
      return "This sign-in was not begun in this browser, is too old or was used already: begin again here.";
    case "no_role":
      return `${name} gives you no role in Tocsin: ask who runs it for one.`;
    case "disabled":
      return "Your user is disabled: ask an admin.";
    case "known_email":
      return password
        ? `There is already a user with your email. Sign in with your password and link ${name} under Profile, or ask an admin to allow it.`
        : `There is already a user with your email: ask an admin to allow ${name} for it.`;
    case "unverified_email":
      return `${name} names no verified email for you. Have it verified there, or ask an admin for an invite and link ${name} under Profile.`;
    case "not_set_up":
      return "Tocsin has no admin yet, and one has to sign in first.";
    case "too_many_users":
      return "Tocsin has as many users as it takes: ask an admin to delete one that is not needed.";
    case "linked_to_another":
      return `This identity at ${name} is linked to another user: unlink it there first.`;
  }
}

/** The refusal that a page's address names; undefined for anything else. */
export const oidcRefusalByCode = (code: unknown): OidcRefusal | undefined =>
  OIDC_REFUSALS.find((known) => known === code);
