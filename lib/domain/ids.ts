import { uuidv7 } from "uuidv7";

export type IdPrefix = "chn" | "rul" | "evt" | "dlv" | "alr" | "usr" | "key" | "ses";

/** A new id: the kind's prefix and a UUIDv7, so that ids sort by the time they were made. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${uuidv7()}`;
