"use client";

import { useState } from "react";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { ConfirmActProps, ConfirmedAct } from "./confirm-act.tsx";

const dialog = later(() => import("./confirm-act.tsx"));

type Props = Pick<ConfirmActProps, "onClose" | "channelName" | "note" | "run"> & {
  /** What the user wants to do; null closes the dialog. */
  asked: ConfirmedAct | null;
};

/** The question before a delivery is sent again or cancelled. */
export function AskedAct({ asked, ...props }: Props) {
  // Keeps its words while the dialog fades out.
  const [shown, setShown] = useState<ConfirmedAct>("redeliver");
  if (asked !== null && asked !== shown) setShown(asked);
  return (
    <WhenOpen part={dialog} open={asked !== null} onFail={props.onClose}>
      {({ ConfirmAct }) => <ConfirmAct open={asked !== null} act={shown} {...props} />}
    </WhenOpen>
  );
}
