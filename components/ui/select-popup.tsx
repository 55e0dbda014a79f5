"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { Select as Base } from "@base-ui/react/select";
import { Check } from "lucide-react";
import { cn } from "./cn.ts";
import { type Press, usePress } from "./press.ts";
import { SelectFace, type SelectProps, selectStyle } from "./select-face.tsx";

/** The loaded part of Select. */
export function SelectPopup<T extends string>({ press, ...props }: SelectProps<T> & { press: Press }) {
  const { value, onChange, options, id, name, ref, disabled, placeholder, prefix, className, ...trigger } =
    props;
  const control = usePress(press, ref);
  return (
    // Its style element has no nonce: the rule is in globals.css.
    <CSPProvider disableStyleElements>
      <Base.Root
        items={options}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        id={id}
        name={name}
        disabled={disabled}
        modal={false}
      >
        <Base.Trigger {...trigger} ref={control} className={cn(selectStyle, className)}>
          <SelectFace prefix={prefix}>
            <Base.Value placeholder={placeholder} className="data-placeholder:text-muted" />
          </SelectFace>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} align="start" alignItemWithTrigger={false} className="z-50">
            <Base.Popup className="popup max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1 outline-none">
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className="popup-item pr-8">
                    <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                    <Base.ItemIndicator className="absolute right-3">
                      <Check aria-hidden className="size-4 text-accent-text" />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  );
}
