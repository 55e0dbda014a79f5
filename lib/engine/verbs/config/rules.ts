import { isDeepStrictEqual } from "node:util";
import { allRules } from "#db/queries/rules.ts";
import { pairByKey } from "#lib/domain/config/pair.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { describedRuleSchema, type RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf } from "#lib/domain/rule/settings.ts";
import { nameKey } from "#lib/domain/text.ts";
import { storeNewRule } from "#lib/engine/verbs/rules/create.ts";
import { removeRule } from "#lib/engine/verbs/rules/delete.ts";
import { storeRuleChange } from "#lib/engine/verbs/rules/update.ts";
import { placeOf, Refusals } from "./refusals.ts";
import { type ChannelIds, channelIdOf, memberOf, type Preparing, type Work } from "./section.ts";

type Read = { place: string; settings: RuleSettings };

/** Reads and checks the section. Removals come first, so that the limit counts what will be. */
export function prepareRules(
  preparing: Preparing,
  entries: readonly unknown[] | undefined,
  ids: ChannelIds,
): Work[] {
  if (entries === undefined) return [];
  const { context, actor, refusals } = preparing;
  const read = entries.flatMap((entry, index) => readEntry(refusals, entry, index, ids) ?? []);
  const { pairs, left } = pairByKey(allRules(context.db), read, {
    keyOfStored: ({ name }) => nameKey(name),
    keyOfWanted: ({ settings }) => nameKey(settings.name),
    isSame: hasSettings,
  });
  const removals = left.map(({ id, name }): Work => {
    return { place: `rules (${name})`, store: (tx) => removeRule(context, tx, actor, id) };
  });
  const makes = pairs.flatMap(({ stored, wanted }): Work[] => {
    const { place, settings } = wanted;
    if (stored === undefined) return [{ place, store: (tx) => storeNewRule(context, tx, actor, settings) }];
    if (hasSettings(stored, wanted)) return [];
    const change = { id: stored.id, version: stored.version, given: settings };
    return [{ place, store: (tx) => storeRuleChange(context, tx, actor, change) }];
  });
  return [...removals, ...makes];
}

function readEntry(refusals: Refusals, entry: unknown, index: number, ids: ChannelIds): Read | undefined {
  const place = placeOf("rules", index, memberOf(entry, "name"));
  return refusals.at(place, () => {
    const settings = parseOrRefuse(describedRuleSchema, entry);
    return { place, settings: { ...settings, channels: idsOf(settings.channels, ids) } };
  });
}

/** Throws AppError `invalid` at each unknown name. */
function idsOf(channels: RuleSettings["channels"], ids: ChannelIds): RuleSettings["channels"] {
  if (channels === "all") return "all";
  const unknown = new Refusals();
  const known = channels.flatMap(
    (name, index) => unknown.at("", () => channelIdOf(ids, name, `channels[${index}]`)) ?? [],
  );
  unknown.refuse();
  return [...new Set(known)];
}

/** Whether a rule has these settings already, in whatever order it names its channels. */
const hasSettings = (stored: RuleView, { settings }: Read): boolean =>
  isDeepStrictEqual(inOrder(settingsOf(stored)), inOrder(settings));

const inOrder = (settings: RuleSettings): RuleSettings => ({
  ...settings,
  channels: settings.channels === "all" ? "all" : settings.channels.toSorted(),
});
