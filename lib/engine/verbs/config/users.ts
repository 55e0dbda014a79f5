import { listUsers } from "#db/queries/user-views.ts";
import { pairByKey } from "#lib/domain/config/pair.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { accountLinkPath } from "#lib/domain/people/account-link.ts";
import { type Invite, inviteSchema } from "#lib/domain/people/user-schema.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { nameKey } from "#lib/domain/text.ts";
import { removeUser } from "#lib/engine/verbs/users/delete.ts";
import { storeInvite } from "#lib/engine/verbs/users/invite.ts";
import { storeRole } from "#lib/engine/verbs/users/set-role.ts";
import { storeUserChange } from "#lib/engine/verbs/users/update.ts";
import { placeOf, type Refusals } from "./refusals.ts";
import { memberOf, onlyOnce, type Preparing, type Work } from "./section.ts";

type Read = { place: string; key: string; person: Invite };

/**
 * Reads and checks the section. New admins come before those who are admins no more, so that there is always one;
 * invites come last, so that the limit counts what will be.
 */
export function prepareUsers(preparing: Preparing, entries: readonly unknown[] | undefined): Work[] {
  if (entries === undefined) return [];
  const { context, actor, refusals } = preparing;
  const read = onlyOnce(
    refusals,
    entries.map((entry, index) => readEntry(refusals, entry, index)),
    "email",
  );
  const { pairs, left } = pairByKey(listUsers(context.db), read, {
    keyOfStored: ({ email }) => nameKey(email),
    keyOfWanted: ({ key }) => key,
    isSame: () => false,
  });
  const known = pairs.flatMap(({ stored, wanted }) => (stored === undefined ? [] : [{ stored, wanted }]));
  const isAdmin = ({ wanted }: { wanted: Read }) => wanted.person.role === "admin";
  const changes = [...known.filter(isAdmin), ...known.filter((pair) => !isAdmin(pair))];
  return [
    ...changes.flatMap(({ stored, wanted }) => changeOf(preparing, stored, wanted)),
    ...left.map(({ id, email }): Work => {
      return { place: `users (${email})`, store: (tx) => removeUser(tx, actor, id) };
    }),
    ...pairs.filter(({ stored }) => stored === undefined).map(({ wanted }) => inviteOf(preparing, wanted)),
  ];
}

function readEntry(refusals: Refusals, entry: unknown, index: number): Read | undefined {
  const place = placeOf("users", index, memberOf(entry, "email"));
  return refusals.at(place, () => {
    const person = parseOrRefuse(inviteSchema, entry);
    return { place, key: nameKey(person.email), person };
  });
}

function changeOf({ actor }: Preparing, { id, ...before }: UserView, { place, person }: Read): Work[] {
  const { role, ...wanted } = person;
  const works: Work[] = [];
  if (before.name !== wanted.name || before.email !== wanted.email)
    works.push({ place, store: (tx) => storeUserChange(tx, actor, { id, wanted }) });
  if (before.role !== role) works.push({ place, store: (tx) => storeRole(tx, actor, { id, role }) });
  return works;
}

function inviteOf({ context, actor }: Preparing, { place, person }: Read): Work {
  const store: Work["store"] = (tx, { invites }) => {
    const { email, kind, token } = storeInvite(tx, actor, person);
    const link = (context.outbound().baseUrl ?? "") + accountLinkPath(kind, token);
    invites.push({ email, link });
  };
  return { place, store };
}
