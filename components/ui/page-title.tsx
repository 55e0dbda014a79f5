"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const Title = createContext<{ title: string | null; setTitle: (title: string | null) => void }>({
  title: null,
  setTitle: () => {},
});

/** Passes the page's title to the breadcrumb, which is outside the page. */
export function PageTitleProvider({ children }: { children: ReactNode }) {
  const [title, setTitle] = useState<string | null>(null);
  return <Title value={{ title, setTitle }}>{children}</Title>;
}

export function usePageTitle(): string | null {
  return useContext(Title).title;
}

/** Tells the shell the page's title; PageHeader does so for every page. */
export function AnnouncePageTitle({ title }: { title: string }) {
  const { setTitle } = useContext(Title);
  useEffect(() => {
    setTitle(title);
    return () => setTitle(null);
  }, [title, setTitle]);
  return null;
}
