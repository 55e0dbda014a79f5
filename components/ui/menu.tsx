"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check, Ellipsis } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
};

/**
 * A menu behind a button: Enter, Space and arrows open it, typing finds an item, Escape returns the focus.
 */
export function Menu({ trigger, children, align = "end", className }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-30 outline-none">
          <Base.Popup className={cn("popup min-w-44 max-w-80 p-1 outline-none", className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The ellipsis menu of a row or page; `label` names the thing: "Actions for Jira". */
export function ActionsMenu({ label, children }: { label: string; children: ReactNode }) {
  const trigger = (
    <Button variant="ghost" size="icon" aria-label={visibleText(label)}>
      <Ellipsis aria-hidden />
    </Button>
  );
  return <Menu trigger={trigger}>{children}</Menu>;
}

type ItemProps = { children: ReactNode; icon?: ReactNode; danger?: boolean; disabled?: boolean };
const iconsIn = "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/** Acts and closes the menu. */
export function MenuItem({
  children,
  icon,
  danger,
  disabled,
  onSelect,
}: ItemProps & { onSelect: () => void }) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={cn("popup-item", iconsIn, danger && "text-danger-text [&_svg]:text-danger-text")}
    >
      {icon}
      {children}
    </Base.Item>
  );
}

/** Opens a page. */
export function MenuLink({ children, icon, href }: ItemProps & { href: string }) {
  return (
    <Base.LinkItem closeOnClick render={<Link href={href} />} className={cn("popup-item", iconsIn)}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-border" />;
}

/** One of several options, with a mark at the chosen one. The menu stays open. */
export function MenuChoice<T extends string>(props: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup value={props.value} onValueChange={(value: T) => props.onChange(value)}>
      <Base.GroupLabel className="px-2.5 pt-1.5 pb-1 text-muted text-xs">{props.label}</Base.GroupLabel>
      {props.options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={cn("popup-item", iconsIn)}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
