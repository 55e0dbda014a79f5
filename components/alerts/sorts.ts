/** The order of the list if the address bar names none: the newest event first. */
export const DEFAULT_SORT = "-updated";

/** The other orders, by their names in the address bar. */
export const SORTS = [
  { value: "updated", label: "Last update, oldest first" },
  { value: "priority", label: "Priority, Critical first" },
  { value: "-priority", label: "Priority, Low first" },
];

/** The orders of an unfiltered list. */
export const SORTS_OF_ALL = [
  ...SORTS,
  { value: "-first", label: "First seen, newest first" },
  { value: "first", label: "First seen, oldest first" },
];
