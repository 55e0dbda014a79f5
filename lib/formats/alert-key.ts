import { createHash } from "node:crypto";

/** The receiver's key of an alert: its id, or a hash of an id with more UTF-16 code units than a key may have. */
export const keyOf = (alertId: string, longest: number): string =>
  alertId.length <= longest ? alertId : hashOf(alertId);

/** SHA-256 in hex, with a word that says what it is. */
export const hashOf = (alertId: string): string =>
  `sha256:${createHash("sha256").update(alertId).digest("hex")}`;
