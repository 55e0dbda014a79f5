import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { UserState } from "#lib/domain/people/user-state.ts";

export const STATE_WORDS: Record<UserState, string> = {
  invited: "Invited",
  active: "Active",
  disabled: "Disabled",
};

const TONES: Record<UserState, StatusTone> = { invited: "info", active: "success", disabled: "neutral" };

/** Whether a user may sign in. */
export function UserStatus({ state }: { state: UserState }) {
  return <Status tone={TONES[state]}>{STATE_WORDS[state]}</Status>;
}
