import type { Refusal } from "#components/form/form-issues.ts";
import type { RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import type { RuleOptions } from "./section-props.ts";

/** The form shows faults in these lists at the list as a whole. */
const LISTS = /^(channels|events|statuses)\[(\d+)\]$/;

/** Moves each fault to a field that the form has, and names the channel instead of its index. */
export function atFields(
  refusal: Refusal,
  { channels }: Pick<RuleSettings, "channels">,
  options: Pick<RuleOptions, "channels">,
): Refusal {
  const nameAt = (index: number) => options.channels.find(({ id }) => id === channels[index])?.name;
  const issues = refusal.issues?.map((issue) => {
    const [, list, index] = LISTS.exec(issue.path) ?? [];
    if (list === undefined) return issue;
    const name = list === "channels" ? nameAt(Number(index)) : undefined;
    return { path: list, message: name === undefined ? issue.message : `${name}: ${issue.message}` };
  });
  return { ...refusal, issues };
}
