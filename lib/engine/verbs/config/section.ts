import type { AppliedConfig } from "#lib/domain/config/plan.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { nameKey } from "#lib/domain/text.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { type Refusals, refuseAt } from "./refusals.ts";

/** What preparing a section needs. */
export type Preparing = { context: VerbContext; actor: Actor; refusals: Refusals };

/** One write of the transaction, for the entry at `place`. It adds what is shown only once to `shown`. */
export type Work = { place: string; store: (tx: Tx, shown: ShownOnce) => void };

export type ShownOnce = Pick<AppliedConfig, "invites">;

/** Finds the ids of channels by their names, as they will be. */
export type ChannelIds = ReadonlyMap<string, string>;

/** Throws AppError `invalid` at `path` if no channel has this name. */
export function channelIdOf(ids: ChannelIds, name: string, path: string): string {
  return (
    ids.get(nameKey(name.trim())) ??
    refuseAt(path, `There is no channel named "${name}": add it to channels, or check its spelling.`)
  );
}

/** A member of an entry that was not parsed yet; undefined where it has none. */
export const memberOf = (entry: unknown, member: string): unknown =>
  typeof entry === "object" && entry !== null
    ? Object.entries(entry).find(([name]) => name === member)?.[1]
    : undefined;

type Read = { place: string; key: string };

/** Keeps the entries that were read, the first of each key; the others are refusals. */
export function onlyOnce<Entry extends Read>(
  refusals: Refusals,
  entries: readonly (Entry | undefined)[],
  path: string,
): Entry[] {
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry === undefined) continue;
    const before = first.get(entry.key);
    if (before === undefined) first.set(entry.key, entry);
    else
      refusals.at(entry.place, () =>
        refuseAt(path, `It stands in the document already, as ${before.place}: remove one.`),
      );
  }
  return [...first.values()];
}
