import { Status, type StatusTone } from "#components/ui/status.tsx";
import type { DeliveryState as State } from "#lib/domain/delivery/delivery.ts";
import { STATE_WORDS } from "./words.ts";

const TONES: Record<State, StatusTone> = {
  pending: "info",
  delivered: "success",
  failed: "danger",
  cancelled: "neutral",
};

/** A delivery's state as a dot and its word. */
export function DeliveryState({ state }: { state: State }) {
  return <Status tone={TONES[state]}>{STATE_WORDS[state]}</Status>;
}

/** The state of a channel's last delivery, followed by its time: "Delivered 2 min ago", "Queued 5 s ago". */
export function LastDeliveryState({ state }: { state: State }) {
  return <Status tone={TONES[state]}>{state === "pending" ? "Queued" : STATE_WORDS[state]}</Status>;
}
