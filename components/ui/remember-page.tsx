"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { forgetPage, rememberPage } from "./recent-pages.ts";

/** A page that redirects at once does not count as visited. */
const LOOKED_AT_MS = 500;

type RememberPageProps = {
  title: string;
  /** Default: the current path. */
  path?: string | undefined;
  missing: boolean;
};

/** Adds the page to the recent ones, or removes it if it is `missing`. */
export function RememberPage({ title, missing, ...props }: RememberPageProps) {
  const current = usePathname();
  const path = props.path ?? current;
  useEffect(() => {
    if (missing) return forgetPage(path);
    const timer = setTimeout(() => rememberPage({ href: path, title }), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [path, title, missing]);
  return null;
}
