import { AppError } from "#lib/domain/errors.ts";

/** The rights: an API key's scopes, and what roles consist of. */
export const SCOPES = ["ingest", "read", "operate", "manage"] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ["admin", "operator", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const SCOPES_OF_ROLE: Record<Role, readonly Scope[]> = {
  admin: ["read", "operate", "manage"],
  operator: ["read", "operate"],
  viewer: ["read"],
};

/**
 * Who asks. `nobody` can only do what needs no right: set up and sign in. Where an HTTP request asks, the engine's
 * client adds its id and the client's address.
 */
export type Actor = Caller & { requestId?: string | undefined; address?: string | undefined };

type Caller =
  | { kind: "user"; id: string; name: string; role: Role }
  | { kind: "api_key"; id: string; name: string; scopes: Scope[] }
  | { kind: "cli" }
  | { kind: "system" }
  | { kind: "nobody" };

export function may(actor: Actor, scope: Scope): boolean {
  switch (actor.kind) {
    case "user":
      return SCOPES_OF_ROLE[actor.role].includes(scope);
    case "api_key":
      return actor.scopes.includes(scope) || (scope !== "ingest" && actor.scopes.includes("manage"));
    case "cli":
    case "system":
      return true;
    case "nobody":
      return false;
  }
}

/**
 * The one judge of who may do what: every page, action, route and stream asks it before it reads anything, and
 * every verb before it changes anything. A caller is null without a session or key. Throws AppError
 * `unauthenticated` without a caller, `forbidden` if they lack the right.
 */
export function authorise(caller: Actor | null, scope: Scope): asserts caller is Actor {
  if (caller === null) throw new AppError("unauthenticated", "Sign in first.");
  if (may(caller, scope)) return;
  if (caller.kind === "api_key")
    throw new AppError("forbidden", `This API key lacks the scope "${scope}": use a key that has it.`);
  throw new AppError("forbidden", "Your role does not allow this: ask an admin.");
}
