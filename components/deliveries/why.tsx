import { RowTime } from "#components/list/row-time.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { REASON_WORDS } from "#lib/domain/delivery/delivery.ts";
import type { ListedDelivery } from "./listed-delivery.ts";
import { isSoon } from "./soon.ts";
import { WaitWords } from "./wait-words.tsx";

type Props = { delivery: ListedDelivery; now: number };

/**
 * In a row: why a delivery has not arrived, and what its last attempt met. Delivered ones have nothing to
 * say.
 */
export const hasWhy = ({ state }: ListedDelivery): boolean => state !== "delivered";

/**
 * "Retries used up: jira.example.com answered 503…", "Next attempt in 5 min: …", "The channel is disabled".
 * On a phone without what the last attempt met.
 */
export function Why({ delivery, now }: Props) {
  const { wait, reason, lastAttempt } = delivery;
  const met = lastAttempt !== null && lastAttempt.outcome !== "delivered" && lastAttempt.message;
  return (
    <span className="cut">
      {wait && (
        <WaitWords
          wait={wait}
          time={(until) => (isSoon(until, now) ? "in a moment" : <RowTime at={until} now={now} />)}
        />
      )}
      {reason && REASON_WORDS[reason]}
      {met && (
        <span className="max-md:hidden">
          : <OutsideText text={met} />
        </span>
      )}
    </span>
  );
}
