"use client";

import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useLater } from "./later.ts";
import { loadPopups, popups } from "./later-popups.ts";

type Popups = NonNullable<ReturnType<typeof popups.now>>;

type WhenOpenProps = {
  open: boolean;
  /** Called where the popups could not be loaded, so that the next press opens anew. */
  onFail: () => void;
  children: (loaded: Popups) => ReactNode;
};

/** What opens over the page, once it is open and its code is there; it stays after that, so that it can fade away. */
export function WhenOpen({ open, onFail, children }: WhenOpenProps) {
  const loaded = useLater(popups);
  const [wasOpened, setWasOpened] = useState(open);
  if (open && !wasOpened) setWasOpened(true);
  const load = useEffectEvent(async () => {
    if (!(await loadPopups())) onFail();
  });
  useEffect(() => {
    if (open) void load();
  }, [open]);
  return wasOpened && loaded !== undefined ? children(loaded) : null;
}
