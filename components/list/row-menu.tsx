"use client";

import { Ellipsis } from "lucide-react";
import { createContext, type ReactNode, type RefObject, use, useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import { useFirstPress } from "#components/ui/first-press.ts";
import { popups } from "#components/ui/later-popups.ts";
import { CLOSED_MENU, Menu, opensMenu } from "#components/ui/menu.tsx";
import type { Press } from "#components/ui/press.ts";
import { visibleText } from "#lib/domain/visible-text.ts";

/** Closes and removes the row menu that was opened last. */
export type MenuOwner = RefObject<(() => void) | null>;

export const MenuOwnerContext = createContext<MenuOwner>({ current: null });

const OfRow = createContext<{ label: string; pressed: Press | null }>({ label: "", pressed: null });

/**
 * The ellipsis of a row; `label` names the row: "Actions for Jira". Only the row that was pressed last has
 * its menu, and whatever that opens, in the page.
 */
export function RowMenu({ label, children }: { label: string; children: () => ReactNode }) {
  const owner = use(MenuOwnerContext);
  const { press, wiring, forget } = useFirstPress(popups, opensMenu);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a press makes this row the owner
  useEffect(() => {
    if (press === null) return;
    owner.current?.();
    owner.current = forget;
    return () => {
      if (owner.current === forget) owner.current = null;
    };
  }, [press]);
  if (press === null) return <RowButton label={label} {...CLOSED_MENU} {...wiring} />;
  return <OfRow value={{ label, pressed: press }}>{children()}</OfRow>;
}

/** The menu of a row, made of MenuItems and MenuLinks. Pass it to a DataTable as `actions`. */
export function ActionsMenu({ children }: { children: ReactNode }) {
  const { label, pressed } = use(OfRow);
  return (
    <Menu trigger={<RowButton label={label} />} pressed={pressed}>
      {children}
    </Menu>
  );
}

function RowButton({ label, ...rest }: { label: string }) {
  return (
    <Button {...rest} variant="ghost" size="icon" aria-label={visibleText(label)}>
      <Ellipsis aria-hidden />
    </Button>
  );
}
