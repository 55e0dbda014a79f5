"use client";

import { RotateCw, Send, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { AskedAct } from "./asked-act.tsx";
import type { ConfirmedAct } from "./confirm-act.tsx";
import type { DeliveryActions } from "./delivery-actions.ts";
import { mayCancel, mayRedeliver, maySendNow } from "./may.ts";
import { sendNow } from "./send-now.ts";
import { WAITS_FOR_CHANNEL } from "./words.ts";

type Props = {
  delivery: Pick<DeliveryView, "id" | "channelName" | "channelExists" | "state" | "test" | "wait">;
  channelEnabled: boolean;
  change: DeliveryActions["change"];
};

/** On the delivery's own page: what can be done with it now. */
export function DeliveryButtons({ delivery, channelEnabled, change }: Props) {
  const [asked, setAsked] = useState<ConfirmedAct | null>(null);
  const { id, channelName } = delivery;
  useTitleFocus(asked === "redeliver", mayRedeliver(delivery));
  useTitleFocus(asked === "cancel", mayCancel(delivery));
  return (
    <>
      {mayCancel(delivery) && (
        <Button icon={<X aria-hidden />} onClick={() => setAsked("cancel")}>
          Cancel delivery
        </Button>
      )}
      {maySendNow(delivery) && (
        <SendNowButton press={() => sendNow(channelName, () => change(id, "send-now"))} />
      )}
      {mayRedeliver(delivery) && (
        <Button icon={<RotateCw aria-hidden />} onClick={() => setAsked("redeliver")}>
          Redeliver
        </Button>
      )}
      <AskedAct
        asked={asked}
        onClose={() => setAsked(null)}
        channelName={channelName}
        note={asked !== "redeliver" || channelEnabled ? undefined : WAITS_FOR_CHANNEL}
        run={(act) => change(id, act)}
      />
    </>
  );
}

function SendNowButton({ press }: { press: () => Promise<void> }) {
  const [pending, setPending] = useState(false);
  async function run() {
    setPending(true);
    await press();
    setPending(false);
  }
  return (
    <Button icon={<Send aria-hidden />} pending={pending} onClick={run}>
      Send now
    </Button>
  );
}
