import type { z } from "zod";
import { deleteUnusedLinks } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { setIdentity, userByIdentity } from "#db/queries/oidc-users.ts";
import { listAdmins } from "#db/queries/user-views.ts";
import { deleteSessionsOf, hasUsers, insertUser, updateUser, userByEmail } from "#db/queries/users.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";
import type { Actor, Role } from "#lib/domain/people/actor.ts";
import { isLastAdmin } from "#lib/domain/people/last-admin.ts";
import type { OidcRefusal } from "#lib/domain/people/oidc-refusal.ts";
import { oidcSignInSchema } from "#lib/domain/people/oidc-schema.ts";
import { emailSchema, personNameSchema } from "#lib/domain/people/user.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { beginSession } from "./begin-session.ts";
import { themselves } from "./themselves.ts";

/** With the role that the claim gives. */
type Person = z.output<typeof oidcSignInSchema> & { role: Role };

/** The user who enters. */
type Entrant = { id: string; email: string; name: string; role: Role; disabledAt: number | null };

/** `user` is the id of the user whose email or identity it is, if there is one. */
type Refused = { refused: OidcRefusal; user: string | null };
export type OidcSignIn = { sessionId: string; userId: string } | Refused;

/**
 * Starts a session for a person whom the OpenID provider has proved, with the role that it gives. Makes the
 * user at the first sign-in. Needs no right: the caller has checked the provider's answer. Resolves with the
 * reason if the person may not enter. Throws AppError `conflict` at the limit of users.
 */
export const signInByOidc: Verb<OidcSignIn> = async (context, { actor, input }) => {
  const { role, ...proved } = parseOrRefuse(oidcSignInSchema, input);
  if (role === null) return { refused: "no_role", user: userByIdentity(context.db, proved)?.id ?? null };
  const person = { ...proved, role };
  return context.transact((tx) => {
    const found = entrantOf(tx, person, actor);
    return "refused" in found ? found : enter(tx, found, person, actor);
  });
};

/**
 * The user by issuer and subject. An email never finds one, unless an admin has allowed that for this user:
 * else whoever gets an email at the provider would get the user too.
 */
function entrantOf(tx: Tx, person: Person, actor: Actor): Entrant | Refused {
  const linked = userByIdentity(tx.db, person);
  if (linked !== undefined)
    return linked.disabledAt === null ? linked : { refused: "disabled", user: linked.id };
  const email = emailSchema.safeParse(person.email).data;
  if (!person.emailVerified || email === undefined) return { refused: "unverified_email", user: null };
  const namesake = userByEmail(tx.db, email);
  if (namesake === undefined) return makeUser(tx, { ...person, email }, actor);
  if (namesake.oidcAllowedAt === null) return { refused: "known_email", user: namesake.id };
  if (namesake.disabledAt !== null) return { refused: "disabled", user: namesake.id };
  linkAllowed(tx, namesake, person, actor);
  return namesake;
}

function makeUser(tx: Tx, person: Person & { email: string }, actor: Actor): Entrant | Refused {
  if (person.role !== "admin" && !hasUsers(tx.db)) return { refused: "not_set_up", user: null };
  refuseOneMore(tx, "users");
  const { email, role, issuer, subject } = person;
  const name = personNameSchema.safeParse(person.name).data ?? email.slice(0, 100);
  const user = { id: newId("usr"), email, name, role };
  insertUser(tx.db, { ...user, createdAt: tx.now, oidcIssuer: issuer, oidcSubject: subject });
  recordAudit(tx, themselves(user, actor), {
    action: "users.create",
    target: { id: user.id, name: email },
    details: { role, issuer, subject },
  });
  return { ...user, disabledAt: null };
}

function linkAllowed(tx: Tx, user: Entrant, { issuer, subject }: Person, actor: Actor): void {
  setIdentity(tx.db, user.id, { issuer, subject });
  // An invite must not let anybody else choose a password once its user is in.
  deleteUnusedLinks(tx.db, user.id, PASSWORD_LINKS);
  recordAudit(tx, themselves(user, actor), {
    action: "users.link-oidc",
    target: { id: user.id, name: user.email },
    details: { issuer, subject },
  });
}

function enter(tx: Tx, user: Entrant, { role: claimed, browser }: Person, actor: Actor): OidcSignIn {
  const isKept = claimed !== "admin" && isLastAdmin(listAdmins(tx.db), user.id);
  const role = isKept ? user.role : claimed;
  if (role !== user.role) {
    updateUser(tx.db, user.id, { role });
    deleteSessionsOf(tx.db, user.id);
  }
  recordAudit(tx, themselves({ ...user, role }, actor), {
    action: "users.sign-in-by-oidc",
    target: { id: user.id, name: user.email },
    ...(isKept && { details: { claimed, kept: "last_active_admin" } }),
    ...(role !== user.role && { details: { role: { from: user.role, to: role } } }),
  });
  const { address } = actor;
  return {
    sessionId: beginSession(tx, { userId: user.id, kind: "oidc", address, browser }),
    userId: user.id,
  };
}
