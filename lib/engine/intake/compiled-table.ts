import { type ArrangedMutes, arrangeMutes } from "#lib/domain/mute/cover.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { compileRule } from "#lib/domain/rule/match.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { type OpinionatedRule, withOpinions } from "./opinion.ts";

type CompiledTable = {
  rules: OpinionatedRule[];
  byId: Map<string, Rule>;
  /** Places in `rules`: the rules for all channels, and by channel id the rules that name that channel. */
  forAll: number[];
  naming: Map<string, number[]>;
  mutes: ArrangedMutes;
};

const compiledTables = new WeakMap<RoutingTable, CompiledTable>();

/** The table's rules and mutes, compiled once per table. */
export function compiled(table: RoutingTable): CompiledTable {
  const known = compiledTables.get(table);
  if (known !== undefined) return known;
  const opinionated = table.rules.map((rule, age) => withOpinions(compileRule(rule), age));
  const byId = new Map(table.rules.map((rule) => [rule.id, rule]));
  const mutes = arrangeMutes(table.mutes);
  const fresh: CompiledTable = { rules: opinionated, byId, forAll: [], naming: new Map(), mutes };
  for (const [place, { channels }] of table.rules.entries()) {
    if (channels === "all") fresh.forAll.push(place);
    else for (const id of channels) fresh.naming.set(id, [...(fresh.naming.get(id) ?? []), place]);
  }
  compiledTables.set(table, fresh);
  return fresh;
}
