import type { SelectOption } from "#components/ui/select.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { PAGE_PARAMS } from "./href.ts";

/** What one filter of a list offers. */
export type Filter = {
  /** The name in the address bar: `state` gives `?state=failed`. */
  param: string;
  label: string;
  /** All there is to choose from; with `find`, at least what is chosen. */
  options: readonly SelectOption<string>[];
  /** Looks for choices where there are too many to offer them all. */
  find?: FindOptions | undefined;
  /** What it says while nothing is chosen. */
  allLabel?: string;
  /** An order: it leaves no row out, so it does not count as a filter. */
  order?: boolean;
  /** A phone alone shows it: a desktop sorts by its columns. */
  phoneOnly?: boolean;
};

/** The first of the options that hold what was typed, and whether there are more. */
export type FindOptions = (typed: string) => Promise<ActionResult<FoundOptions>>;
export type FoundOptions = { options: SelectOption<string>[]; more: boolean };

/** As many choices as a filter offers at once; of more it offers a search. */
export const OFFERED_MAX = 50;

/** The value of a filter that leaves nothing out. */
export const ALL = "";

/** Whatever else changes in the address bar, the list starts at its first page again. */
export const FIRST_PAGE = Object.fromEntries(PAGE_PARAMS.map((key) => [key, null]));
