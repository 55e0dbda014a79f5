import { named } from "#components/channels/named.ts";
import { rulePath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Priority } from "#lib/domain/alert/alert.ts";
import { type ComparedRule, type Coverage, coverageOf } from "#lib/domain/rule/coverage.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

type Props = {
  rule: ComparedRule & Pick<Rule, "autoResolveMinutes">;
  /** The rules to compare with, oldest first. */
  rules: readonly ComparedRule[];
  channels: readonly { id: string; name: string }[];
};

/**
 * Says which other rules already send this rule's events, and what this rule adds. Renders nothing if no
 * other does.
 */
export function CoverageNotes({ rule, rules, channels }: Props) {
  const coverage = coverageOf(
    rule,
    rules,
    channels.map(({ id }) => id),
  );
  if (coverage.length === 0) return null;
  return (
    <ul aria-label="What other rules already send" className="flex flex-col gap-2">
      {coverage.map((one) => (
        <li key={one.by.id}>
          <AlertNote tone={one.kind === "nothing" ? "warning" : "info"}>
            <TextLink href={rulePath(one.by.id)}>
              <OutsideText text={one.by.name} />
            </TextLink>{" "}
            <OutsideText text={restOf(one, rule, channels)} />
          </AlertNote>
        </li>
      ))}
    </ul>
  );
}

function restOf(
  { kind, everything, exceptOwn, channels }: Coverage,
  { setPriority, autoResolveMinutes }: Props["rule"],
  known: Props["channels"],
): string {
  const names =
    channels === "all" ? [] : known.filter(({ id }) => channels.includes(id)).map(({ name }) => name);
  const receivers = channels === "all" ? "all channels" : named(names);
  if (kind === "some") return `also sends some of these events to ${receivers}. Each is sent once.`;
  const what = `${everything ? "everything" : "these events"}${exceptOwn ? " but Tocsin's own alerts" : ""}`;
  const sends = `also sends ${what} to ${receivers}`;
  if (kind === "values") return `${sends}. Each is sent once, by this rule: ${valuesInWords(setPriority)}.`;
  const nothing = exceptOwn ? "nothing else" : "nothing";
  const them = names.length === 1 ? "it" : "them";
  return `${sends}: this rule adds ${autoResolveMinutes === null ? nothing : "only its auto-resolve"} for ${them}.`;
}

const valuesInWords = (priority: Priority | null): string =>
  priority === null ? "with its rule_id" : `with its rule_id and the priority ${priority}`;
