import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { SenderState } from "#lib/domain/source/sender-view.ts";

export const STATE_WORDS: Record<SenderState, string> = {
  sending: "Sending",
  refused: "Refused",
  quiet: "Quiet",
  waiting: "No post yet",
};

const TONES: Record<SenderState, StatusTone> = {
  sending: "success",
  refused: "danger",
  quiet: "neutral",
  waiting: "neutral",
};

/** Whether alerts come in from a sender. */
export function SenderStatus({ state }: { state: SenderState }) {
  return <Status tone={TONES[state]}>{STATE_WORDS[state]}</Status>;
}
