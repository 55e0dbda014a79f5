"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { RangeName } from "#lib/domain/delivery/list.ts";
import type { DeliveryActions } from "./delivery-actions.ts";

const dialog = later(() => import("./redeliver-failed-dialog.tsx"));

type Props = {
  /** The channel that the list shows; null for all. */
  channel: { id: string; name: string } | null;
  /** The range of time that the list shows. */
  range: RangeName | undefined;
  actions: Pick<DeliveryActions, "redeliverFailed" | "countFailed">;
};

/** Sends everything again that has failed since a time, at a channel or at all. */
export function RedeliverFailed(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Redeliver failed</Button>
      <WhenOpen part={dialog} open={open} onFail={() => setOpen(false)}>
        {({ RedeliverFailedDialog }) => (
          <RedeliverFailedDialog {...props} open={open} onOpenChange={setOpen} />
        )}
      </WhenOpen>
    </>
  );
}
