import { ROLES, type Role } from "./actor.ts";

/** Which values of which claim give which role. */
export type RoleRule = {
  /** The claim's name, or its path through nested claims, such as `realm_access.roles`. */
  claim: string;
  values: Record<Role, readonly string[]>;
};

/** What an OpenID provider says of a person (OpenID Connect Core 1.0, 5.1). */
export type Claims = Record<string, unknown>;

/** A person as the OpenID provider knows them. */
export type OidcPerson = {
  issuer: string;
  subject: string;
  email: string | null;
  /** An absent `email_verified` is false. */
  emailVerified: boolean;
  name: string | null;
};

export function personOf(claims: Claims): OidcPerson {
  const text = (name: string) => (typeof claims[name] === "string" ? claims[name] : null);
  return {
    issuer: text("iss") ?? "",
    subject: text("sub") ?? "",
    email: text("email"),
    emailVerified: claims.email_verified === true,
    name: text("name") ?? text("preferred_username"),
  };
}

/**
 * The highest role that the claim gives; null if it gives none. The claim is a text or a list of texts.
 *
 * Example: { groups: ["staff", "ops"] } by { claim: "groups", values: { operator: ["ops"], … } } → "operator"
 */
export function roleOfClaims(claims: Claims, { claim, values }: RoleRule): Role | null {
  const given = [claimOf(claims, claim)].flat();
  return ROLES.find((role) => values[role].some((value) => given.includes(value))) ?? null;
}

/**
 * A claim by its name, or else by the path that its dots make: some providers nest claims, others put dots
 * into names.
 *
 * Example: { realm_access: { roles: ["ops"] } } at "realm_access.roles" → ["ops"]
 */
export function claimOf(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let found: unknown = claims;
  for (const step of path.split("."))
    found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
