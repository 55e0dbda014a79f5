import { AppError } from "#lib/domain/errors.ts";
import type { Role } from "./actor.ts";
import type { UserState } from "./user-state.ts";

type Person = { id: string; role: Role; state: UserState };

/**
 * Whether this user is the only active admin: without them nobody could manage users any more.
 *
 * Example: [{ id: "a", role: "admin", state: "active" }, { id: "b", role: "admin", state: "invited" }], "a" → true
 */
export function isLastAdmin(people: readonly Person[], id: string): boolean {
  const admins = people.filter(({ role, state }) => role === "admin" && state === "active");
  return admins.length === 1 && admins[0]?.id === id;
}

/** Throws AppError `conflict` if the last active admin would be disabled, deleted or demoted. */
export function refuseLastAdmin(
  people: readonly Person[],
  user: { id: string; name: string },
  end: "disabled" | "deleted" | "demoted",
): void {
  if (!isLastAdmin(people, user.id)) return;
  throw new AppError(
    "conflict",
    `${user.name} is the last active admin and can't be ${end}: make another active user an admin first.`,
  );
}
