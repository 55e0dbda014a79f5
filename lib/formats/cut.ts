import { createHash } from "node:crypto";

const ELLIPSIS = "…";

/**
 * A text of at most so many UTF-16 units, the largest of the counts in use; a longer one ends in "…" and never
 * in half a character.
 *
 * @example cut("Disk full", 6) === "Disk …"
 */
export function cut(text: string, atMost: number): string {
  if (text.length <= atMost) return text;
  return `${text.slice(0, atMost - ELLIPSIS.length)}`.replace(/[\ud800-\udbff]$/, "") + ELLIPSIS;
}

/** The receiver's key of an alert: its id, or a hash of an id with more UTF-16 units than a key may have. */
export const keyOf = (alertId: string, atMost: number): string =>
  alertId.length <= atMost ? alertId : hashOf(alertId);

/** SHA-256 in hex, with a word that says what it is. */
export const hashOf = (alertId: string): string =>
  `sha256:${createHash("sha256").update(alertId).digest("hex")}`;
