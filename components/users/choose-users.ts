import { byName, type Compare, inOrder, type Order } from "#components/list/choose.ts";
import { ROLES } from "#lib/domain/people/actor.ts";
import { USER_STATES } from "#lib/domain/people/user-state.ts";
import { ROLE_WORDS, type UserView } from "#lib/domain/people/user-view.ts";
import { STATE_WORDS } from "./user-status.tsx";

/** The list's search, filters and order from the address bar. An empty member asks for all. */
export type UserChoice = { q: string; role: string; state: string; secondFactor: string; sort: Order };

/** The order of the list if the address bar names none. */
export const DEFAULT_SORT = "name";

/** The other orders, for phones, which have no column titles to press. */
export const SORTS = [
  { value: "-name", label: "Name, Z first" },
  { value: "role", label: "Role, admins first" },
  { value: "-signed-in", label: "Last sign-in, newest first" },
  { value: "signed-in", label: "Last sign-in, longest ago first" },
];

export const ROLE_FILTERS = ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }));
export const STATE_FILTERS = USER_STATES.map((value) => ({ value, label: STATE_WORDS[value] }));
export const SECOND_FACTOR_FILTERS = [
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
];

/** The users that match the filters and the search (in name or email, ignoring case), in the chosen order. */
export function chooseUsers(users: readonly UserView[], choice: UserChoice): UserView[] {
  const wanted = choice.q.trim().toLowerCase();
  return users
    .filter(
      ({ name, email, role, state, hasSecondFactor }) =>
        (choice.role === "" || role === choice.role) &&
        (choice.state === "" || state === choice.state) &&
        (choice.secondFactor === "" || hasSecondFactor === (choice.secondFactor === "on")) &&
        [name, email].some((text) => text.toLowerCase().includes(wanted)),
    )
    .sort(inOrder(choice.sort, ORDERS));
}

const ORDERS: Record<string, Compare<UserView>> = {
  name: byName,
  email: (a, b) => byName({ name: a.email }, { name: b.email }),
  role: (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
  state: (a, b) => USER_STATES.indexOf(a.state) - USER_STATES.indexOf(b.state),
  "signed-in": (a, b) => (a.lastSignInAt ?? 0) - (b.lastSignInAt ?? 0),
};
