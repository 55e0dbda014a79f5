import { Status, type StatusTone } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryState as State } from "#lib/domain/delivery/delivery.ts";
import { STATE_WORDS } from "./words.ts";

const TONES: Record<State, StatusTone> = {
  pending: "info",
  delivered: "success",
  failed: "danger",
  cancelled: "neutral",
};

/** A delivery's state as a dot and its word, which links to the delivery if its address is given. */
export function DeliveryState({ state, href }: { state: State; href?: string }) {
  const word = STATE_WORDS[state];
  return (
    <Status tone={TONES[state]}>
      {href === undefined ? (
        word
      ) : (
        <TextLink prefetch={false} href={href} className={LINK}>
          {word}
        </TextLink>
      )}
    </Status>
  );
}

const LINK = "inline-flex min-h-6 items-center pointer-coarse:min-h-11 pointer-coarse:min-w-11";

/** The state of a channel's last delivery, followed by its time: "Delivered 2 min ago", "Queued 5 s ago". */
export function LastDeliveryState({ state }: { state: State }) {
  return <Status tone={TONES[state]}>{state === "pending" ? "Queued" : STATE_WORDS[state]}</Status>;
}
