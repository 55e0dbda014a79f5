"use client";

import { CircleUser, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { unstable_rethrow } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { NO_ANSWER } from "#components/form/answer-of.ts";
import { leavePage } from "#components/form/unsaved-changes.tsx";
import { untilBack } from "#components/live/reach.ts";
import { PROFILE } from "#components/paths.ts";
import { Button } from "#components/ui/button.tsx";
import { useIdleLoad } from "#components/ui/later.ts";
import { popups } from "#components/ui/later-popups.ts";
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { forgetPages } from "#components/ui/recent-pages.ts";
import { THEMES, type ThemeChoice, useTheme } from "#components/ui/theme.ts";
import { toast } from "#components/ui/toast.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";

export type ConsoleUser = { name: string; email: string; role: Role };

const THEME_ICONS: Record<ThemeChoice, ReactNode> = {
  system: <Monitor aria-hidden />,
  light: <Sun aria-hidden />,
  dark: <Moon aria-hidden />,
};
const THEME_OPTIONS = THEMES.map((theme) => ({ ...theme, icon: THEME_ICONS[theme.value] }));

/** The name of the user, their profile, the theme, and Sign out. */
export function UserMenu({ user, signOut }: { user: ConsoleUser; signOut: () => Promise<void> }) {
  // The shell renders this menu on every page, so it loads the popups in advance for the whole page.
  useIdleLoad(popups);
  const [theme, setTheme] = useTheme();
  const [leaving, startLeaving] = useTransition();
  const leave = () => {
    forgetPages();
    startLeaving(() => orSayWhyNot(signOut));
  };
  const trigger = (
    <Button
      variant="ghost"
      pending={leaving}
      aria-label={visibleText(`Account: ${user.name}`)}
      className="-mr-1.5 px-1.5! noscript:hidden"
      icon={
        <span
          aria-hidden
          className="inline-flex size-6 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
        >
          {initialsOf(visibleText(user.name))}
        </span>
      }
    >
      <OutsideText text={user.name} className="max-w-40 truncate max-sm:hidden" />
    </Button>
  );
  return (
    <Menu trigger={trigger} className="w-60">
      <div className="wrap-anywhere px-2.5 py-2">
        <p className="font-medium">
          <OutsideText text={user.name} />
        </p>
        <p className="text-muted text-sm">
          <OutsideText text={user.email} />
        </p>
        {/* The words for roles would be in the scripts of every page. */}
        <p className="text-muted text-sm capitalize">{user.role}</p>
      </div>
      <MenuSeparator />
      <MenuLink icon={<CircleUser aria-hidden />} href={PROFILE}>
        Profile
      </MenuLink>
      <MenuSeparator />
      <MenuChoice<ThemeChoice> label="Theme" value={theme} onChange={setTheme} options={THEME_OPTIONS} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => leavePage(leave)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

/** Keep the page if the server is away. */
async function orSayWhyNot(signOut: () => Promise<void>): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    unstable_rethrow(error);
    void untilBack();
    toast.error("You could not be signed out", { description: NO_ANSWER });
  }
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => (word ? ([...word][0] ?? "") : ""))
    .join("")
    .toUpperCase();
}
