import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { ApiKeyState } from "#lib/domain/people/api-key.ts";

export const STATE_WORDS: Record<ApiKeyState, string> = {
  active: "Active",
  off: "Off since a restore",
  expired: "Expired",
  revoked: "Revoked",
};

const TONES: Record<ApiKeyState, StatusTone> = {
  active: "success",
  off: "warning",
  expired: "warning",
  revoked: "neutral",
};

/** Whether a key is let in. */
export function KeyState({ state }: { state: ApiKeyState }) {
  return <Status tone={TONES[state]}>{STATE_WORDS[state]}</Status>;
}
