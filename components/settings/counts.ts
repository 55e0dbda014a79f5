import type { HealthName } from "#lib/domain/channel/health.ts";
import type { UserState } from "#lib/domain/people/user-state.ts";

/** "3 webhooks: 1 failing, 1 disabled"; "None yet" if there are none. */
export function channelsInWords(healths: readonly HealthName[]): string {
  if (healths.length === 0) return "None yet";
  const of = (name: HealthName) => healths.filter((health) => health === name).length;
  const troubles = (["failing", "refusing", "disabled"] as const)
    .filter((name) => of(name) > 0)
    .map((name) => `${of(name).toLocaleString("en")} ${name}`);
  const all = counted(healths.length, "webhook");
  return troubles.length === 0 ? all : `${all}: ${troubles.join(", ")}`;
}

/** "1 key", "2,000 keys". */
export const counted = (count: number, name: string): string =>
  `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;

/** "3 users: 1 invited, 1 disabled". */
export function usersInWords(states: readonly UserState[]): string {
  const of = (state: UserState) => states.filter((one) => one === state).length;
  const others = (["invited", "disabled"] as const)
    .filter((state) => of(state) > 0)
    .map((state) => `${of(state).toLocaleString("en")} ${state}`);
  const all = counted(states.length, "user");
  return others.length === 0 ? all : `${all}: ${others.join(", ")}`;
}
