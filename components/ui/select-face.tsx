import { ChevronsUpDown } from "lucide-react";
import type { ReactNode, Ref } from "react";

export type SelectOption<T extends string> = { value: T; label: string };

export type SelectProps<T extends string> = {
  value: T;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  id?: string;
  name?: string;
  ref?: Ref<HTMLButtonElement>;
  onBlur?: () => void;
  disabled?: boolean;
  placeholder?: string;
  /** Put before the chosen label inside the control, as in "Status: Enabled". */
  prefix?: ReactNode;
  className?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
};

export const selectStyle = "control inline-flex items-center justify-between gap-2 text-left";

/** The content of a closed Select. */
export function SelectFace({ prefix, children }: { prefix: ReactNode; children: ReactNode }) {
  return (
    <>
      <span className="truncate">
        {prefix}
        {children}
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 text-muted" />
    </>
  );
}
