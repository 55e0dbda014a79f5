/** How the list stands unless the address bar says otherwise: the newest event first. */
export const DEFAULT_SORT = "-updated";

/** The other orders, under the names that they have in the address bar. */
export const SORTS = [
  { value: "updated", label: "Last update, oldest first" },
  { value: "priority", label: "Priority, Critical first" },
  { value: "-priority", label: "Priority, Low first" },
];

/** Possible while nothing is filtered. */
export const SORTS_OF_ALL = [
  ...SORTS,
  { value: "-first", label: "First seen, newest first" },
  { value: "first", label: "First seen, oldest first" },
];
