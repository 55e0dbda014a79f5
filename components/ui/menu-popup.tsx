"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";
import { type Press, usePress } from "./press.ts";

type MenuPopupProps = {
  trigger: ReactElement;
  press: Press;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
};

/** The loaded part of Menu, with its button. */
export function MenuPopup({ trigger, press, children, align = "end", className }: MenuPopupProps) {
  const button = usePress<HTMLButtonElement>(press);
  return (
    <Base.Root modal={false}>
      <Base.Trigger ref={button} render={trigger} />
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

type ItemProps = { children: ReactNode; icon?: ReactNode; danger?: boolean; disabled?: boolean };
export type MenuItemProps = ItemProps & { onSelect: () => void };
export type MenuLinkProps = ItemProps & { href: string };
export type MenuChoiceProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
};

const sizedIcons = "[&_svg]:size-4 [&_svg]:shrink-0";
const iconsIn = `${sizedIcons} [&_svg]:text-muted`;
const dangerIn = `${sizedIcons} text-danger-text [&_svg]:text-danger-text`;

export function MenuItemPopup({ children, icon, danger, disabled, onSelect }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={cn("popup-item", danger ? dangerIn : iconsIn)}
    >
      {icon}
      {children}
    </Base.Item>
  );
}

export function MenuLinkPopup({ children, icon, href }: MenuLinkProps) {
  return (
    <Base.LinkItem closeOnClick render={<Link href={href} />} className={cn("popup-item", iconsIn)}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

export function MenuSeparatorPopup() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-border" />;
}

export function MenuChoicePopup<T extends string>(props: MenuChoiceProps<T>) {
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
