"use client";

import { useState } from "react";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { alertPath } from "#components/paths.ts";
import { MenuItem, MenuLink } from "#components/ui/menu.tsx";
import { AskedAct } from "./asked-act.tsx";
import type { ConfirmedAct } from "./confirm-act.tsx";
import type { DeliveryAct, DeliveryActions, ReadCurl } from "./delivery-actions.ts";
import { runLater } from "./later-acts.ts";
import type { ListedDelivery } from "./listed-delivery.ts";
import { possibleActs } from "./possible-acts.ts";

type Props = {
  delivery: ListedDelivery;
  /** Leave out for users who may only look. */
  actions?: DeliveryActions | undefined;
  readCurl: ReadCurl;
  /** Whether a filter by state or reason is on, so that the row leaves the list when its state changes. */
  leavesOnChange: boolean;
};

/** The ellipsis menu of a row. */
export function DeliveryMenu({ delivery, actions, readCurl, leavesOnChange }: Props) {
  const [asked, setAsked] = useState<ConfirmedAct | null>(null);
  const { id, channelName } = delivery;
  const possible = possibleActs(delivery);
  const may = (act: DeliveryAct) => actions !== undefined && possible.includes(act);
  const run = (by: DeliveryActions) => (act: ConfirmedAct) => {
    if (leavesOnChange) focusNextRow(id);
    return by.change(id, act);
  };
  return (
    <>
      <ActionsMenu>
        {may("redeliver") && <MenuItem onSelect={() => setAsked("redeliver")}>Redeliver</MenuItem>}
        {actions && may("send-now") && (
          <MenuItem onSelect={() => runLater((acts) => acts.sendNow(delivery, actions.change))}>
            Send now
          </MenuItem>
        )}
        {may("cancel") && <MenuItem onSelect={() => setAsked("cancel")}>Cancel</MenuItem>}
        <MenuItem onSelect={() => runLater((acts) => acts.copyCurl(delivery, readCurl))}>
          Copy as curl
        </MenuItem>
        {!delivery.test && <MenuLink href={alertPath(delivery.alertId)}>Open alert</MenuLink>}
      </ActionsMenu>
      {actions && (
        <AskedAct asked={asked} onClose={() => setAsked(null)} channelName={channelName} run={run(actions)} />
      )}
    </>
  );
}
