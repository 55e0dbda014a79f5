import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { DecideButton } from "./decide-button.tsx";

export type HeldActions = {
  send: () => Promise<ActionResult<number>>;
  discard: () => Promise<ActionResult<number>>;
};

type Props = {
  held: number;
  /** Leave out for users who may not decide. */
  actions?: HeldActions | undefined;
};

/** Says how many deliveries are held since a restore, and lets an admin decide about them. */
export function HeldNote({ held, actions }: Props) {
  const many = deliveries(held);
  return (
    <AlertNote tone="warning" title={`A backup was restored, and ${many} ${held === 1 ? "is" : "are"} held`}>
      <p>
        They waited when the backup was made. Some may have been sent since, so nothing of it is sent, and
        nothing expires, until {actions ? "you decide" : "an admin decides"}. What comes in for the same
        alerts waits behind them.
      </p>
      {actions && (
        <p className="mt-2 flex flex-wrap gap-2">
          <DecideButton
            label="Send all"
            question={`Send ${many}?`}
            decide={actions.send}
            done="Deliveries to be sent"
          >
            Receivers may get what they got before, with the same webhook-id.
          </DecideButton>
          <DecideButton
            label="Discard all"
            question={`Discard ${many}?`}
            tone="danger"
            decide={actions.discard}
            done="Deliveries discarded"
          >
            They are cancelled, and what came in behind them is sent. Each can still be redelivered by hand.
          </DecideButton>
        </p>
      )}
    </AlertNote>
  );
}

const deliveries = (count: number): string =>
  count === 1 ? "1 delivery" : `${count.toLocaleString("en")} deliveries`;
