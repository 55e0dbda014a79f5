/* Of a rule's settings. */

export const RULE_NAME_MAX = 100;
export const DESCRIPTION_MAX = 10_000;
export const CONDITIONS_MAX = 25;
export const EXPRESSION_MAX = 2_000;
export const EVENTS_MAX = 1_000;
/** 30 days. */
export const AUTO_RESOLVE_MAX = 43_200;
