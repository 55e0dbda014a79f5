"use client";

import { useSyncExternalStore } from "react";
import { THEME_KEY } from "./theme-script.ts";

/** The themes to choose from. */
export const THEMES = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;
export type ThemeChoice = (typeof THEMES)[number]["value"];

const listeners = new Set<() => void>();

/** The theme chosen in this browser, and a function to choose another; other tabs follow. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, readChoice, () => "system" as const);
  return [choice, choose];
}

function choose(choice: ThemeChoice) {
  show(choice);
  try {
    if (choice === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, choice);
  } catch {
    // Storage may be disabled. Then the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function show(choice: ThemeChoice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

function readChoice(): ThemeChoice {
  return asChoice(document.documentElement.dataset.theme);
}

/** Applies the saved choice again after React has rendered <html> anew. */
export function restoreTheme() {
  try {
    show(asChoice(localStorage.getItem(THEME_KEY)));
  } catch {
    // Without storage there is no saved choice.
  }
}

function asChoice(text: string | null | undefined): ThemeChoice {
  return text === "light" || text === "dark" ? text : "system";
}

function subscribe(listener: () => void) {
  const follow = (event: StorageEvent) => {
    if (event.key !== THEME_KEY) return;
    show(asChoice(event.newValue));
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", follow);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", follow);
  };
}
