import { z } from "zod";
import { type AlertStatus, statusSchema } from "./alert.ts";
import { text } from "./text.ts";

/** From which statuses a user may set each; what is not here is refused. Sources may send any status at any time. */
const MAY_FOLLOW: Record<AlertStatus, readonly AlertStatus[]> = {
  Open: ["Acknowledged", "Resolved", "Auto-Resolved"],
  Acknowledged: ["Open"],
  Resolved: ["Open", "Acknowledged"],
  "Auto-Resolved": [],
};

/** Statuses that a user sets, and the verb on the button. */
export const STATUS_VERBS = { Acknowledged: "Acknowledge", Resolved: "Resolve", Open: "Reopen" } as const;
export type SettableStatus = keyof typeof STATUS_VERBS;
export const SETTABLE_STATUSES = Object.keys(STATUS_VERBS) as SettableStatus[];

export const maySetStatus = (from: AlertStatus, to: AlertStatus): boolean => MAY_FOLLOW[to].includes(from);

/** Why a user may not set this status, in one sentence; null where it is allowed, or the alert has it already. */
export function refuseStatus(from: AlertStatus, to: AlertStatus): string | null {
  if (from === to || maySetStatus(from, to)) return null;
  if (to === "Auto-Resolved") return "Only a rule sets Auto-Resolved: use Resolved.";
  return `An alert that is ${from} can't become ${to}: reopen it first.`;
}

/** An alert that is still somebody's concern. */
export const isOngoing = (status: AlertStatus): boolean => status === "Open" || status === "Acknowledged";

export const REMARK_MAX = 10_000;
/** What may be set is described; why the rest can't be, a verb says by the alert's present status. */
const settableSchema = statusSchema.meta({ enum: SETTABLE_STATUSES });

const remarkSchema = text("remark", REMARK_MAX)
  .transform((remark) => (remark.trim() === "" ? null : remark))
  .nullish()
  .transform((remark) => remark ?? null);

/** A change of status as a user or a tool asks for it; a blank remark is none. */
export const statusChangeSchema = z.strictObject(
  { status: settableSchema, remark: remarkSchema },
  {
    error: (issue) =>
      issue.code === "invalid_type" ? "Send a JSON object with at least status." : undefined,
  },
);

export const MAX_ALERTS_PER_CHANGE = 200;

/** The same change for several alerts. */
export const statusChangesSchema = z.strictObject({
  alertIds: z
    .array(z.string())
    .max(MAX_ALERTS_PER_CHANGE, { error: `Change at most ${MAX_ALERTS_PER_CHANGE} alerts at once.` }),
  change: statusChangeSchema,
});
