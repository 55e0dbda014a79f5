import type { Refusal } from "#components/form/form-issues.ts";
import type { RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import type { RuleOptions } from "./section-props.ts";

/** A list of the form has one place for what is wrong with it. */
const LISTS = /^(channels|events|statuses)\[(\d+)\]$/;

/** The server's refusal with each fault at a field that the form has; a channel that is at fault is called by its name. */
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
