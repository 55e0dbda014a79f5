"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { forgetPage, rememberPage } from "./recent-pages.ts";

/** A page that redirects at once does not count as visited. */
const LOOKED_AT_MS = 500;

/** Adds the page to the recent ones, or removes it if it is `missing`. */
export function RememberPage({ title, missing }: { title: string; missing: boolean }) {
  const path = usePathname();
  useEffect(() => {
    if (missing) return forgetPage(path);
    const timer = setTimeout(() => rememberPage({ href: path, title }), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [path, title, missing]);
  return null;
}
