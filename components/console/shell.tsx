"use client";

import { type ReactNode, useMemo } from "react";
import { AwayLine } from "#components/live/away-line.tsx";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { PROFILE } from "#components/paths.ts";
import { Brand } from "#components/ui/brand.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageTitleProvider } from "#components/ui/page-title.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { NavigationList } from "./navigation-list.tsx";
import { NavigationSheet } from "./navigation-sheet.tsx";
import { PageInTurn } from "./page-in-turn.tsx";
import { consolePages } from "./pages.ts";
import { type ConsoleUser, UserMenu } from "./user-menu.tsx";

type ShellProps = {
  user: ConsoleUser;
  /** A server action that ends the session and opens sign-in. */
  signOut: () => Promise<void>;
  /** Above every page; rendered on the server, so that their code is in no script. */
  notices: ReactNode;
  children: ReactNode;
};

/**
 * The frame of every page of a signed-in user: navigation, breadcrumb, user menu. It is a client component because
 * the HTML of each page repeats what server components rendered, also for the page of missing addresses.
 */
export function Shell({ user, signOut, notices, children }: ShellProps) {
  const pages = useMemo(() => consolePages(user.role), [user.role]);
  return (
    <PageTitleProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh max-md:noscript:flex-col">
        <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col gap-4 overflow-y-auto border-r bg-surface p-3 max-wide:w-15 md:flex max-md:noscript:static max-md:noscript:flex max-md:noscript:h-auto max-md:noscript:w-full">
          <Link href="/" aria-label="Tocsin" className="flex h-9 items-center self-start rounded-md px-1.5">
            <Brand collapses />
          </Link>
          <NavigationList role={user.role} collapses />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b bg-canvas px-4 md:px-6">
            <NavigationSheet role={user.role} />
            <Breadcrumb />
            <PaletteButton pages={pages} />
            <UserMenu user={user} signOut={signOut} />
            <noscript>
              <form action={signOut} className="flex items-center gap-3">
                <TextLink href={PROFILE}>Profile</TextLink>
                <Button type="submit">Sign out</Button>
              </form>
            </noscript>
          </header>
          <AwayLine />
          {notices}
          <main id="content" tabIndex={-1} className="w-full max-w-320 flex-1 px-4 py-6 outline-none md:px-6">
            <PageInTurn>{children}</PageInTurn>
          </main>
        </div>
      </div>
    </PageTitleProvider>
  );
}
