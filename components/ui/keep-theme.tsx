"use client";

import { useEffect } from "react";
import { restoreTheme } from "./theme.ts";

/**
 * Restores the theme on pages that only the browser renders, such as "not found": the script in <head> ran
 * once.
 */
export function KeepTheme() {
  useEffect(restoreTheme, []);
  return null;
}
