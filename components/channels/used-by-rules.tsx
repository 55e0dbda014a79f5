import { named } from "./named.ts";

/** Which rules send to what is about to be deleted. */
export function UsedByRules({ rules, one }: { rules: readonly string[]; one: boolean }) {
  const it = one ? "it" : "them";
  if (rules.length === 0) return <>No rule sends to {it}.</>;
  return (
    <>
      {rules.length === 1 ? "The rule " : "The rules "}
      <strong className="font-medium text-ink">{named(rules)}</strong>
      {rules.length === 1 ? " sends" : " send"} to {it}, and no longer will.
    </>
  );
}
