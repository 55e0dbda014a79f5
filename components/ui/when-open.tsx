"use client";

import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { type Later, useLater } from "./later.ts";
import { loadOrTell } from "./load-or-tell.ts";

type WhenOpenProps<T> = {
  part: Later<T>;
  open: boolean;
  /** Called if the part could not be loaded, so that the next press tries again. */
  onFail: () => void;
  children: (loaded: T) => ReactNode;
};

/** Renders a popup once it is open and its code is loaded. Keeps it after that, so that it can fade out. */
export function WhenOpen<T>({ part, open, onFail, children }: WhenOpenProps<T>) {
  const loaded = useLater(part);
  const [wasOpened, setWasOpened] = useState(open);
  if (open && !wasOpened) setWasOpened(true);
  const load = useEffectEvent(async () => {
    if (!(await loadOrTell(part))) onFail();
  });
  useEffect(() => {
    if (open) void load();
  }, [open]);
  return wasOpened && loaded !== undefined ? children(loaded) : null;
}
