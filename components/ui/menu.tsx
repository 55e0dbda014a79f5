"use client";

import { cloneElement, type ReactElement, type ReactNode } from "react";
import type { ButtonProps } from "./button.tsx";
import { useFirstPress } from "./first-press.ts";
import { useLater } from "./later.ts";
import { popups } from "./later-popups.ts";
import type { MenuChoiceProps, MenuItemProps, MenuLinkProps } from "./menu-popup.tsx";
import type { Press } from "./press.ts";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<ButtonProps>;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
  /** A press that the trigger has already had. The menu opens as soon as it is rendered. */
  pressed?: Press | null;
};

export const opensMenu = (key: string): boolean => key === "ArrowDown" || key === "ArrowUp";

/** The attributes of a closed menu's button for assistive technology. */
export const CLOSED_MENU = { "aria-haspopup": "menu", "aria-expanded": false } as const;

/**
 * A menu behind a button: Enter, Space and arrows open it, typing finds an item, Escape closes it and returns
 * the focus.
 */
export function Menu({ trigger, pressed = null, ...menu }: MenuProps) {
  const { press, wiring } = useFirstPress(popups, opensMenu);
  const loaded = popups.now();
  const first = pressed ?? press;
  if (first === null || loaded === undefined) return cloneElement(trigger, { ...CLOSED_MENU, ...wiring });
  return <loaded.MenuPopup {...menu} trigger={trigger} press={first} />;
}

/** A menu item that runs an action and closes the menu. */
export function MenuItem(props: MenuItemProps) {
  const loaded = useLater(popups);
  return loaded && <loaded.MenuItemPopup {...props} />;
}

/** A menu item that opens a page. */
export function MenuLink(props: MenuLinkProps) {
  const loaded = useLater(popups);
  return loaded && <loaded.MenuLinkPopup {...props} />;
}

export function MenuSeparator() {
  const loaded = useLater(popups);
  return loaded && <loaded.MenuSeparatorPopup />;
}

/** A choice among a few options, with a mark at the chosen one. The menu stays open. */
export function MenuChoice<T extends string>(props: MenuChoiceProps<T>) {
  const loaded = useLater(popups);
  return loaded && <loaded.MenuChoicePopup {...props} />;
}
