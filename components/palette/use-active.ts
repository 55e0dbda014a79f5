import { type KeyboardEvent, useEffect, useState } from "react";
import { type Entry, optionId } from "./entry.ts";

/**
 * The entry that Enter opens: the first one until a key or the pointer chooses another. Typing resets it to
 * the first.
 */
export function useActive(entries: readonly Entry[], typed: string, choose: (entry: Entry) => void) {
  const [chosen, setChosen] = useState({ typed, href: "" });
  const place = chosen.typed === typed ? entries.findIndex(({ href }) => href === chosen.href) : -1;
  const active = entries[Math.max(place, 0)];
  const setActive = ({ href }: Entry) => setChosen({ typed, href });

  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return;
    if (event.key === "Enter" && active) choose(active);
    const next = entries[placeAfter(event.key, Math.max(place, 0), entries.length)];
    if (next) setActive(next);
    if (next || event.key === "Enter") event.preventDefault();
  }
  return { active, setActive, onKeyDown };
}

/**
 * The index that a key moves to in a list of `count` entries, wrapping around at both ends; -1 for other
 * keys.
 */
export function placeAfter(key: string, place: number, count: number): number {
  if (count === 0) return -1;
  if (key === "ArrowDown") return (place + 1) % count;
  if (key === "ArrowUp") return (place + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : -1;
}
