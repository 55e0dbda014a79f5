import type { AlertStatus } from "./alert.ts";

/** The statuses from which a user may set each. Sources may send any status at any time. */
const MAY_FOLLOW: Record<AlertStatus, readonly AlertStatus[]> = {
  Open: ["Acknowledged", "Resolved", "Auto-Resolved"],
  Acknowledged: ["Open"],
  Resolved: ["Open", "Acknowledged"],
  "Auto-Resolved": [],
};

/** The statuses that a user can set, with the button's verb. */
export const STATUS_VERBS = { Acknowledged: "Acknowledge", Resolved: "Resolve", Open: "Reopen" } as const;
export type SettableStatus = keyof typeof STATUS_VERBS;
export const SETTABLE_STATUSES = Object.keys(STATUS_VERBS) as SettableStatus[];

export const maySetStatus = (from: AlertStatus, to: AlertStatus): boolean => MAY_FOLLOW[to].includes(from);

/**
 * Why a user may not set this status, in one sentence; null if they may, or the alert already has it.
 * @example refuseStatus("Open", "Acknowledged") === null
 */
export function refuseStatus(from: AlertStatus, to: AlertStatus): string | null {
  if (from === to || maySetStatus(from, to)) return null;
  if (to === "Auto-Resolved") return "Only a rule sets Auto-Resolved: use Resolved.";
  return `An alert that is ${from} can't become ${to}: reopen it first.`;
}

/** Whether someone still has to care for the alert. */
export const isOngoing = (status: AlertStatus): boolean => status === "Open" || status === "Acknowledged";

export const REMARK_MAX = 10_000;
