"use client";

import { useEffect } from "react";
import { hideHint, useHint } from "./hint.ts";
import { useIdleLoad, useLater } from "./later.ts";
import { popups } from "./later-popups.ts";

/** Where the hints of Tooltips appear; once, in the console's layout. */
export function Hints() {
  useIdleLoad(popups);
  const hint = useHint();
  const loaded = useLater(popups);
  useEffect(() => {
    if (hint === null) return;
    // A hint that can't be loaded is left out: it repeats what is said otherwise.
    popups.load().catch(() => {});
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // The dialog or the menu that it stands over stays.
      event.stopPropagation();
      hideHint();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [hint]);
  return hint !== null && loaded !== undefined && <loaded.TooltipPopup hint={hint} />;
}
