"use client";

import { cn } from "./cn.ts";
import { useFirstPress } from "./first-press.ts";
import { later, useIdleLoad } from "./later.ts";
import { SelectFace, type SelectProps, selectStyle } from "./select-face.tsx";

export type { SelectOption } from "./select-face.tsx";

const popup = later(() => import("./select-popup.tsx"));

/** Arrows and letters open it. */
const opensSelect = (key: string): boolean =>
  key === "ArrowDown" || key === "ArrowUp" || (key.length === 1 && key !== " ");

/** A choice among options in a list below the control. Arrows, Home, End and typing choose. */
export function Select<T extends string>(props: SelectProps<T>) {
  useIdleLoad(popup);
  const { press, wiring } = useFirstPress(popup, opensSelect);
  const loaded = popup.now();
  if (press !== null && loaded !== undefined) return <loaded.SelectPopup {...props} press={press} />;
  const { value, onChange: _, options, placeholder, prefix, className, ...control } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <button
      type="button"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      {...control}
      {...wiring}
      className={cn(selectStyle, className)}
    >
      <SelectFace prefix={prefix}>
        <span className={cn(chosen === undefined && "text-muted")}>{chosen?.label ?? placeholder}</span>
      </SelectFace>
    </button>
  );
}
