"use client";

import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { type Later, useLater } from "./later.ts";
import { loadOrTell } from "./load-or-tell.ts";

type WhenOpenProps<T> = {
  part: Later<T>;
  open: boolean;
  /** Called where the part could not be loaded, so that the next press opens anew. */
  onFail: () => void;
  children: (loaded: T) => ReactNode;
};

/** What opens over the page, once it is open and its code is there; it stays after that, so that it can fade away. */
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
