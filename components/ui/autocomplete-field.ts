import type { Ref } from "react";

export type AutocompleteProps = {
  value: string;
  onChange: (value: string) => void;
  /** The proposals; the user may type anything else. */
  items: readonly string[];
  id?: string;
  name?: string;
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  disabled?: boolean | undefined;
  placeholder?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/** Start and end of the selection. */
export type Caret = [start: number, end: number];

export const TYPED = {
  autoComplete: "off",
  autoCapitalize: "off",
  spellCheck: false,
  className: "control",
} as const;
