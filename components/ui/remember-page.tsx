"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { forgetPage, rememberPage } from "./recent-pages.ts";

/** A page that only leads elsewhere was not looked at. */
const LOOKED_AT_MS = 500;

/** Keeps the page among the recent ones; one that shows nothing (`missing`) is taken out of them. */
export function RememberPage({ title, missing }: { title: string; missing: boolean }) {
  const path = usePathname();
  useEffect(() => {
    if (missing) return forgetPage(path);
    const timer = setTimeout(() => rememberPage({ href: path, title }), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [path, title, missing]);
  return null;
}
