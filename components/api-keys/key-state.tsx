import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { ApiKeyState } from "#lib/domain/people/api-key.ts";

const SHOWN: Record<ApiKeyState, { tone: StatusTone; word: string }> = {
  active: { tone: "success", word: "Active" },
  expired: { tone: "warning", word: "Expired" },
  revoked: { tone: "neutral", word: "Revoked" },
};

export function KeyState({ state }: { state: ApiKeyState }) {
  return <Status tone={SHOWN[state].tone}>{SHOWN[state].word}</Status>;
}
