import { type ConditionTest, conditionTest } from "#lib/domain/rule/condition-match.ts";
import type { FieldSource } from "#lib/domain/rule/field.ts";
import type { RuleFilters } from "#lib/domain/rule/rule.ts";
import { isLive, type Mute } from "./mute.ts";

/** Mutes arranged for finding those that cover an event. */
export type ArrangedMutes = {
  /** By the kind and id of what is muted: `channel chn_…`. */
  byThing: ReadonlyMap<string, readonly Mute[]>;
  byFilters: readonly { mute: Mute; matches: ConditionTest }[];
};

type Thing = Exclude<Mute["muted"]["kind"], "filters">;

const keyOf = (kind: Thing, id: string): string => `${kind} ${id}`;

/** Arranges the mutes once, so that each event only has to be looked up. */
export function arrangeMutes(mutes: readonly Mute[]): ArrangedMutes {
  const byThing = new Map<string, Mute[]>();
  const byFilters: { mute: Mute; matches: ConditionTest }[] = [];
  for (const mute of mutes) {
    const { muted } = mute;
    if (muted.kind === "filters") {
      byFilters.push({ mute, matches: filtersTest(muted.filters) });
      continue;
    }
    const key = keyOf(muted.kind, muted.id);
    byThing.set(key, [...(byThing.get(key) ?? []), mute]);
  }
  return { byThing, byFilters };
}

function filtersTest({ match, conditions }: RuleFilters): ConditionTest {
  const tests = conditions.map(conditionTest);
  return match === "all"
    ? (event) => tests.every((holds) => holds(event))
    : (event) => tests.some((holds) => holds(event));
}

/** Finds the mute that covers an event on its way to a channel by a rule; null for what no rule sends. */
export type FindCover = (channelId: string, ruleId: string | null) => Mute | undefined;

/**
 * Which mutes cover an event at `now` (ms). Those of its alert and those whose filters match it cover every
 * way; those of a channel cover the ways to it; those of a rule cover what that rule would send. Of several,
 * the one that ends last counts. Null if there is no mute at all.
 */
export function coversOf(
  { byThing, byFilters }: ArrangedMutes,
  event: FieldSource,
  now: number,
): FindCover | null {
  if (byThing.size === 0 && byFilters.length === 0) return null;
  const of = (kind: Thing, id: string) => byThing.get(keyOf(kind, id)) ?? [];
  const matching = byFilters.filter(({ mute, matches }) => isLive(mute, now) && matches(event));
  const everyWay = [...of("alert", event.payload.alert_id), ...matching.map(({ mute }) => mute)];
  return (channelId, ruleId) =>
    lastToEnd(
      [...everyWay, ...of("channel", channelId), ...(ruleId === null ? [] : of("rule", ruleId))],
      now,
    );
}

/** The live mute that ends last; of equal ones, the first. */
export function lastToEnd<One extends Pick<Mute, "until">>(
  mutes: readonly One[],
  now: number,
): One | undefined {
  let last: One | undefined;
  for (const mute of mutes)
    if (isLive(mute, now) && (last === undefined || mute.until > last.until)) last = mute;
  return last;
}

/** The live mutes that cover every way of an event: those of its alert, and those whose filters match it. */
export function mutesOfEvent<One extends Mute>(
  mutes: readonly One[],
  event: FieldSource,
  now: number,
): One[] {
  return mutes.filter(({ muted, ...mute }) => {
    if (!isLive(mute, now)) return false;
    if (muted.kind === "filters") return filtersTest(muted.filters)(event);
    return muted.kind === "alert" && muted.id === event.payload.alert_id;
  });
}
