"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import { AskedAct } from "./asked-act.tsx";
import type { ConfirmedAct } from "./confirm-act.tsx";
import type { DeliveryAct, DeliveryActions } from "./delivery-actions.ts";
import { runLater } from "./later-acts.ts";
import { WAITS_FOR_CHANNEL } from "./words.ts";

type Props = {
  id: string;
  channelName: string;
  possible: readonly DeliveryAct[];
  /** Whether the channel is disabled, so that what is sent again waits. */
  waits?: boolean;
  change: DeliveryActions["change"];
};

/** On the delivery's own page: what can be done with it now. */
export function DeliveryButtons({ id, channelName, possible, waits, change }: Props) {
  const [asked, setAsked] = useState<ConfirmedAct | null>(null);
  const may = (act: DeliveryAct) => possible.includes(act);
  useTitleFocus(asked === "redeliver", may("redeliver"));
  useTitleFocus(asked === "cancel", may("cancel"));
  return (
    <>
      {may("cancel") && <Button onClick={() => setAsked("cancel")}>Cancel delivery</Button>}
      {may("send-now") && (
        <SendNowButton press={() => runLater((acts) => acts.sendNow({ id, channelName }, change))} />
      )}
      {may("redeliver") && <Button onClick={() => setAsked("redeliver")}>Redeliver</Button>}
      <AskedAct
        asked={asked}
        onClose={() => setAsked(null)}
        channelName={channelName}
        note={waits && asked === "redeliver" ? WAITS_FOR_CHANNEL : undefined}
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
    <Button pending={pending} onClick={run}>
      Send now
    </Button>
  );
}
