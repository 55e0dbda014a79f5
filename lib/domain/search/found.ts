/** Long enough for anything that people search for. */
export const SEARCH_MAX = 200;
/** The most results of each kind. */
export const FOUND_MAX = 8;

const FOUND_KINDS = ["channel", "rule", "alert", "delivery"] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** A result of the console's search. `note` tells it apart from others with the same title. */
export type Found = { kind: FoundKind; id: string; title: string; note: string };
