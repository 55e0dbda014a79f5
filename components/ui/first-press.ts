import { type KeyboardEvent, type MouseEvent, useState } from "react";
import type { Later } from "./later.ts";
import { loadOrTell } from "./load-or-tell.ts";
import { type Press, replayOf } from "./press.ts";

/**
 * Handles the first press of a button whose popup is loaded later (`part`): by mouse, Enter, Space or the keys
 * that `opens` accepts. Spread `wiring` on the button. Once `press` is set, the popup is loaded: render the real
 * control and press it.
 */
export function useFirstPress(part: Later<unknown>, opens: (key: string) => boolean) {
  const [press, setPress] = useState<Press | null>(null);
  async function take(event: MouseEvent<HTMLElement> | KeyboardEvent<HTMLElement>) {
    const { currentTarget, nativeEvent } = event;
    if (part.now() === undefined && !(await loadAndReturn(part, currentTarget))) return;
    setPress(() => replayOf(nativeEvent));
  }
  const wiring = {
    onClick: take,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !opens(event.key)) return;
      event.preventDefault();
      return take(event);
    },
  };
  return { press, wiring, forget: () => setPress(null) };
}

/** Loads the popup. False if that failed, or if the user went elsewhere meanwhile. */
async function loadAndReturn(part: Later<unknown>, button: HTMLElement): Promise<boolean> {
  if (!(await loadOrTell(part))) return false;
  const { activeElement } = document;
  // Safari does not focus a button that is pressed.
  return button.isConnected && (activeElement === button || activeElement === document.body);
}
