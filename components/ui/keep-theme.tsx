"use client";

import { useEffect } from "react";
import { restoreTheme } from "./theme.ts";

/** The script in <head> runs once; a page that only the browser renders (such as "not found") needs this. */
export function KeepTheme() {
  useEffect(restoreTheme, []);
  return null;
}
