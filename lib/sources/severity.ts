import type { Priority } from "#lib/domain/alert/alert.ts";

const WORDS: Readonly<Record<Priority, readonly string[]>> = {
  Critical: ["critical", "crit", "fatal", "emergency", "emerg", "disaster", "page", "p1"],
  High: ["high", "error", "err", "major", "urgent", "p2"],
  Medium: ["medium", "warning", "warn", "moderate", "average", "minor", "p3"],
  Low: ["low", "info", "information", "informational", "notice", "debug", "none", "ok", "p4", "p5"],
};

const PRIORITY_OF: ReadonlyMap<string, Priority> = new Map(
  Object.entries(WORDS).flatMap(([priority, words]) => words.map((word) => [word, priority as Priority])),
);

/**
 * The priority that a sender's word for a severity means; null if it means none.
 * @example priorityOf("Warning") === "Medium"
 */
export const priorityOf = (severity: string | null): Priority | null =>
  PRIORITY_OF.get(severity?.trim().toLowerCase() ?? "") ?? null;
