/** Longer than anything that is searched for. */
export const SEARCH_MAX = 200;
/** As many of each kind as a search finds. */
export const FOUND_MAX = 8;

const FOUND_KINDS = ["channel", "rule", "alert", "delivery"] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** Something that a search over all of the console found. `note` tells it from others of its name. */
export type Found = { kind: FoundKind; id: string; title: string; note: string };
