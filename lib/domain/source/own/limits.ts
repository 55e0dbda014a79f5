export const SOURCE_NAME_MAX = 100;
/** Characters of an expression. */
export const EXPRESSION_MAX = 2_000;
/** Alerts that one body may make. */
export const ITEMS_MAX = 100;
/** Characters that the text functions of all expressions may read per post. */
export const READ_MAX = 20_000_000;
/** Levels of lists and objects in a body. */
export const LEVELS_MAX = 100;
/** How long the expressions may work on one post, ms. */
export const MAP_MS = 1_000;
export const IGNORE_LABELS_MAX = 50;
export const LABEL_MAX = 200;
export const SECRET_MAX = 1_024;

/** The bodies that are kept per source, bytes of each, and days. */
export const CAUGHT_KEPT = 10;
export const CAUGHT_BYTES_MAX = 64 * 1024;
export const CAUGHT_DAYS = 7;
