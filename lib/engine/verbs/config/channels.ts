import { isDeepStrictEqual } from "node:util";
import { sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { channelRow, channelsByName, toChannelView } from "#db/queries/channels.ts";
import { type SettledChannel, settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { type ChannelSettings, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import type { EnteredSecret, EnteredSecrets } from "#lib/domain/config/compare.ts";
import { keepSame } from "#lib/domain/config/keep-same.ts";
import { pairByKey } from "#lib/domain/config/pair.ts";
import type { AppliedConfig } from "#lib/domain/config/plan.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { nameKey } from "#lib/domain/text.ts";
import { prepareNewChannel, storeNewChannel } from "#lib/engine/verbs/channels/create.ts";
import { removeChannel } from "#lib/engine/verbs/channels/delete.ts";
import { settleOrRefuse } from "#lib/engine/verbs/channels/secrets.ts";
import { prepareChannelChange, storeChannelChange } from "#lib/engine/verbs/channels/update.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { placeOf } from "./refusals.ts";
import { type ChannelIds, memberOf, onlyOnce, type Preparing, type Work } from "./section.ts";

export type PreparedChannels = {
  ids: ChannelIds;
  /** Made and changed before anything names them; removed once nothing does. */
  makes: Work[];
  removals: Work[];
  entered: EnteredSecrets[];
  signingSecrets: AppliedConfig["signingSecrets"];
};

/** An entry as it was given, and its settings; null if it is unchanged, as it was exported. */
type Read = { place: string; key: string; settings: ChannelSettings | null };

/** Reads and checks the section; without one, only tells the names that there are. */
export async function prepareChannels(
  preparing: Preparing,
  entries: readonly unknown[] | undefined,
): Promise<PreparedChannels> {
  const stored = channelsByName(preparing.context.db);
  const ids = new Map(stored.map(({ id, name }) => [nameKey(name), id]));
  const prepared: PreparedChannels = {
    ids,
    makes: [],
    removals: [],
    entered: [],
    signingSecrets: [],
  };
  if (entries === undefined) return prepared;
  const read = onlyOnce(preparing.refusals, readEntries(preparing, entries, stored), "name");
  const { pairs, left } = pairByKey(stored, read, {
    keyOfStored: ({ name }) => nameKey(name),
    keyOfWanted: ({ key }) => key,
    isSame: () => false,
  });
  for (const { stored: before, wanted } of pairs) {
    const { place, settings } = wanted;
    if (settings === null) continue;
    await preparing.refusals.later(place, () =>
      before === undefined
        ? addNew(preparing, prepared, ids, place, settings)
        : addChange(preparing, prepared, before, place, settings),
    );
  }
  for (const channel of left) addRemoval(preparing, prepared, ids, channel);
  // What names a channel whose entry is at fault is not at fault itself.
  for (const key of keysOf(entries)) if (!ids.has(key)) ids.set(key, "");
  return prepared;
}

function readEntries(
  { refusals }: Preparing,
  entries: readonly unknown[],
  stored: readonly ChannelView[],
): (Read | undefined)[] {
  const before = new Map(stored.map((channel) => [nameKey(channel.name), settingsOf(channel)]));
  return entries.map((entry, index) => {
    const name = memberOf(entry, "name");
    const place = placeOf("channels", index, name);
    const key = nameKey(String(name).trim());
    // A channel saved under older rules may stay as it is.
    if (isDeepStrictEqual(entry, before.get(key))) return { place, key, settings: null };
    return refusals.at(place, () => {
      const settings = parseOrRefuse(newChannelSchema, entry);
      return { place, key: nameKey(settings.name), settings };
    });
  });
}

const keysOf = (entries: readonly unknown[]): string[] =>
  entries.flatMap((entry) => {
    const name = memberOf(entry, "name");
    return typeof name === "string" ? [nameKey(name.trim())] : [];
  });

async function addNew(
  { context, actor }: Preparing,
  { makes, signingSecrets }: PreparedChannels,
  ids: Map<string, string>,
  place: string,
  settings: ChannelSettings,
): Promise<void> {
  const channel = await prepareNewChannel(context, settleOrRefuse(settings, null));
  ids.set(nameKey(settings.name), channel.id);
  signingSecrets.push({ channel: settings.name, secret: channel.signingSecret });
  makes.push({ place, store: (tx) => storeNewChannel(context, tx, actor, channel) });
}

async function addChange(
  { context, actor }: Preparing,
  { makes, entered }: PreparedChannels,
  { id }: ChannelView,
  place: string,
  settings: ChannelSettings,
): Promise<void> {
  const row = existing("channel", channelRow(context.db, id));
  const change = changeOf(context, toChannelView(row), settings);
  if (change === null) return;
  const prepared = await prepareChannelChange(context, row, change.given);
  if (change.entered.length > 0)
    entered.push({ section: "channels", name: settings.name, secrets: change.entered });
  makes.push({ place, store: (tx) => storeChannelChange(context, tx, actor, prepared) });
}

function addRemoval(
  { context, actor }: Preparing,
  { removals }: PreparedChannels,
  ids: Map<string, string>,
  { id, name }: ChannelView,
): void {
  ids.delete(nameKey(name));
  removals.push({
    place: `channels (${name})`,
    store: (tx) => removeChannel(context, tx, actor, id),
  });
}

/** What to give the channel, and the secrets in it that are new; null if it has all of it already. */
function changeOf(
  context: VerbContext,
  stored: ChannelView,
  settings: ChannelSettings,
): { given: ChannelSettings; entered: EnteredSecret[] } | null {
  const sealed = sealedSecrets(context.db, stored.id);
  const kept = keepSame(settings, stored, isSavedIn(context, stored.id, sealed));
  const { channel, issues } = settle(kept, stored);
  const entered = [...channel.secrets.keys()].map((name) => {
    return { path: pathOf(name, channel), wasSaved: sealed.has(name) };
  });
  // Another destination asks for every secret anew: those that the document gives are the ones entered.
  if (issues.length > 0) return { given: settings, entered };
  const unchanged = entered.length === 0 && isDeepStrictEqual(settingsOf(channel), settingsOf(stored));
  return unchanged ? null : { given: kept, entered };
}

/**
 * Whether a channel has a secret with just this value. Whoever applies a document has the data folder and its key:
 * to others such an answer would be an oracle.
 */
function isSavedIn(context: VerbContext, channelId: string, sealed: ReadonlyMap<string, Buffer>) {
  return (name: string, value: string | undefined): boolean => {
    const envelope = sealed.get(name);
    if (value === undefined || envelope === undefined) return false;
    try {
      return context.open(envelope, secretPlace(channelId, name)).reveal() === value;
    } catch {
      // A damaged secret is mended by entering it again.
      return false;
    }
  };
}

/** Where a secret stands in an entry: `url:TOKEN` → `url_secrets (TOKEN)`. */
function pathOf(secret: string, { auth }: SettledChannel): string {
  const [kind = "", rest = ""] = secret.split(/:(.*)/s, 2);
  if (kind === "url") return `url_secrets (${rest})`;
  if (kind === "header") return `headers (${rest})`;
  if (kind === "format") return `format.${rest}`;
  return auth.type === "basic" ? "auth.password" : "auth.token";
}
