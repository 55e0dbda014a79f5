/** Where rules are listed. */
export const RULES = "/rules";
/** Where a new rule starts: the page of starting points. */
export const NEW_RULE = `${RULES}/new`;
/** The form of a new rule. */
const NEW_RULE_FORM = `${NEW_RULE}/rule`;

export const rulePath = (id: string) => `${RULES}/${id}`;

/** A tab of the starting points, with what was searched for in another one. */
export const startTabPath = (tab: string, search: string) =>
  `${NEW_RULE}/${tab}${search === "" ? "" : `?q=${encodeURIComponent(search)}`}`;

/** The form, prefilled from a starting point. */
export const startPath = (start: string) => `${NEW_RULE_FORM}?start=${encodeURIComponent(start)}`;

/** A new rule that begins as a copy of this one. */
export const copyPath = (id: string) => `${NEW_RULE_FORM}?from=${encodeURIComponent(id)}`;
