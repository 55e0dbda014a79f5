import type { SendingRule } from "./listed-channel.ts";
import { named } from "./named.ts";

type UsedByRulesProps = {
  /** The rules of each channel, one after the other. */
  rules: readonly SendingRule[];
  /** Whether only one channel is to be deleted. */
  one: boolean;
};

/** The rules that send to the channels to be deleted, and those of them that will have no channel left. */
export function UsedByRules({ rules, one }: UsedByRulesProps) {
  const it = one ? "it" : "them";
  if (rules.length === 0) return <>No rule sends to {it}.</>;
  const names = namesOf(rules);
  const left = leftWithNone(rules);
  return (
    <>
      {names.length === 1 ? "The rule " : "The rules "}
      <strong className="font-medium text-ink">{named(names)}</strong>
      {names.length === 1 ? " sends" : " send"} to {it}, and no longer will.
      {left.length > 0 && (
        <>
          {" "}
          <strong className="font-medium text-ink">{named(left)}</strong>
          {left.length === 1 ? " sends" : " send"} to no other, and {left.length === 1 ? "is" : "are"}{" "}
          disabled.
        </>
      )}
    </>
  );
}

/** The names of the enabled rules that will have no channel left: all their channels are to be deleted. */
export function leftWithNone(rules: readonly SendingRule[]): string[] {
  return namesOf(
    rules.filter(
      ({ id, enabled, named }) => enabled && named === rules.filter((one) => one.id === id).length,
    ),
  );
}

/** Each rule once, because two may have the same name. */
const namesOf = (rules: readonly SendingRule[]): string[] => [
  ...new Map(rules.map(({ id, name }) => [id, name])).values(),
];
