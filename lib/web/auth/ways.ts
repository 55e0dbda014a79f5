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
