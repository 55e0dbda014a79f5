import { z } from "zod";
import { filtersSchema } from "#lib/domain/rule/settings-schemas.ts";
import { text } from "#lib/domain/text-schema.ts";
import { timestampSchema } from "#lib/domain/timestamp.ts";
import { MUTE_REMARK_MAX, type Muted } from "./mute.ts";

const idOf = (noun: string) => z.string({ error: `${noun}_id must be a string.` }).optional();

const EVERYTHING =
  "Add at least one condition: without any, the mute would silence everything. To do that, use alert_id exists.";

/** Filters of a mute: at least one condition. */
export const mutedFiltersSchema = filtersSchema.refine(({ conditions }) => conditions.length > 0, {
  path: ["conditions"],
  error: EVERYTHING,
});

/** The members of a new mute, as the form and the API give them. */
export const newMuteShape = z.strictObject(
  {
    channel_id: idOf("channel"),
    rule_id: idOf("rule"),
    alert_id: idOf("alert"),
    filters: mutedFiltersSchema.optional(),
    until: timestampSchema("until"),
    remark: text("remark", MUTE_REMARK_MAX)
      .transform((remark) => remark.trim() || null)
      .nullish()
      .transform((remark) => remark ?? null),
  },
  {
    error: (issue) =>
      issue.code === "invalid_type"
        ? "Send a JSON object with until, and one of channel_id, rule_id, alert_id and filters."
        : undefined,
  },
);
export type NewMuteInput = z.input<typeof newMuteShape>;

const SAY_WHAT = "Say what to mute: send one of channel_id, rule_id, alert_id and filters.";
const ONE_THING = "Mute one thing at a time: send only one of channel_id, rule_id, alert_id and filters.";

/** Parses a `newMuteShape`. It must name exactly one thing to mute. `until` becomes ms since 1970. */
export const newMuteSchema = newMuteShape.transform(({ until, remark, ...given }, context) => {
  const [muted, second] = mutedIn(given);
  if (muted !== undefined && second === undefined) return { muted, until: Date.parse(until), remark };
  context.addIssue(
    second === undefined
      ? { code: "custom", message: SAY_WHAT }
      : { code: "custom", path: [memberOf(second)], message: ONE_THING },
  );
  return z.NEVER;
});

type Given = Omit<z.output<typeof newMuteShape>, "until" | "remark">;

function mutedIn({ channel_id, rule_id, alert_id, filters }: Given): Muted[] {
  const things = [
    { kind: "channel", id: channel_id },
    { kind: "rule", id: rule_id },
    { kind: "alert", id: alert_id },
  ] as const;
  const named = things.flatMap(({ kind, id }): Muted[] => (id === undefined ? [] : [{ kind, id }]));
  return filters === undefined ? named : [...named, { kind: "filters", filters }];
}

/** The member of a mute that names what it silences. */
export const memberOf = ({ kind }: Pick<Muted, "kind">) =>
  kind === "filters" ? kind : (`${kind}_id` as const);
