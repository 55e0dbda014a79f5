import type { SelectOption } from "#components/ui/select.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

/** What one filter of a list offers. */
export type Filter = {
  /** The name in the address bar: `state` gives `?state=failed`. */
  param: string;
  label: string;
  /** All choices. With `find`, the list need only include the chosen one. */
  options: readonly SelectOption<string>[];
  /** Searches the choices if there are too many to list. */
  find?: FindOptions | undefined;
  /** The label while nothing is chosen. */
  allLabel?: string;
  /** True for a sort order: it hides no row, so it does not count as a filter. */
  order?: boolean;
  /** True for a range of time: `options` are its presets, and OWN_RANGE holds a range of one's own. */
  time?: boolean;
  /** True if only a phone shows it: a desktop sorts by its columns. */
  phoneOnly?: boolean;
};

/** The first options that contain the typed text, and whether there are more. */
export type FindOptions = (typed: string) => Promise<ActionResult<FoundOptions>>;
export type FoundOptions = { options: SelectOption<string>[]; more: boolean };

/** The most choices that a filter lists. Beyond that it offers a search. */
export const OFFERED_MAX = 50;

/** The parameters of a range of time that is no preset. */
export const OWN_RANGE = ["since", "until"] as const;

/** The value of a filter that hides nothing. */
export const ALL = "";
