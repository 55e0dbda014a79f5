import { AppError } from "./errors.ts";

const CHANGED = {
  channel: "this channel since you opened it",
  rule: "this rule since you opened it",
  source: "this source since you opened it",
  "access requests": "these settings since you opened them",
};

/**
 * Throws AppError `conflict` if a change was made from another version than the stored one. A change without
 * a version is always allowed.
 * E.g. stored 3: 2 is refused, 3 and undefined are not.
 */
export function refuseOldVersion(
  thing: keyof typeof CHANGED,
  { stored, given }: { stored: number; given: number | undefined },
): void {
  if (given === undefined || given === stored) return;
  throw new AppError(
    "conflict",
    `Somebody else changed ${CHANGED[thing]}: reload to see their change, then make yours.`,
  );
}
