import type { Db } from "#db/client.ts";
import { readAccessRequests } from "#db/queries/access-requests.ts";
import { channelsByName } from "#db/queries/channels.ts";
import { allRules } from "#db/queries/rules.ts";
import { storedSources } from "#db/queries/sources.ts";
import { listUsers } from "#db/queries/user-views.ts";
import { settingsOf as channelSettingsOf } from "#lib/domain/channel/shown-settings.ts";
import type {
  AccessRequestEntry,
  ConfigDocument,
  RuleEntry,
  SourceEntry,
  UserEntry,
} from "#lib/domain/config/document.ts";
import { isUsual, sourceEntryOf } from "#lib/domain/config/source-entry.ts";
import { settingsOf as ruleSettingsOf } from "#lib/domain/rule/settings.ts";
import { nameKey } from "#lib/domain/text.ts";

/**
 * The whole configuration, read in the open transaction: secrets are `saved`. Everything is in the order of its
 * name, except rules: the oldest is first, because it wins a tie.
 */
export function currentConfig(db: Db): ConfigDocument {
  const channels = channelsByName(db);
  const nameOf = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    channels: channels.map(channelSettingsOf),
    rules: ruleEntries(db, nameOf),
    access_requests: accessRequestEntries(db, nameOf),
    sources: sourceEntries(db),
    users: userEntries(db),
  };
}

type Names = ReadonlyMap<string, string>;

const ruleEntries = (db: Db, nameOf: Names): RuleEntry[] =>
  allRules(db).map((rule) => ({
    ...ruleSettingsOf(rule),
    channels:
      rule.channels === "all"
        ? "all"
        : inOrder(
            rule.channels.map((id) => known(nameOf, id)),
            String,
          ),
  }));

const accessRequestEntries = (db: Db, nameOf: Names): AccessRequestEntry[] =>
  inOrder(
    readAccessRequests(db).channels.map(({ channel_id: id, events }) => ({
      channel: known(nameOf, id),
      events,
    })),
    ({ channel }) => channel,
  );

/** Whatever names a channel names one that exists: deleting a channel removes it there. */
function known(nameOf: Names, id: string): string {
  const name = nameOf.get(id);
  if (name === undefined) throw new Error(`A setting names the channel ${id}, which does not exist.`);
  return name;
}

const sourceEntries = (db: Db): SourceEntry[] =>
  storedSources(db)
    .filter((source) => !isUsual(source))
    .map(sourceEntryOf);

const userEntries = (db: Db): UserEntry[] =>
  inOrder(
    listUsers(db).map(({ email, name, role }) => ({ email, name, role })),
    ({ email }) => email,
  );

/** By the keys of their names: the same in every place and language. */
function inOrder<T>(things: readonly T[], nameOf: (thing: T) => string): T[] {
  const keyed = things.map((thing) => ({ thing, key: nameKey(nameOf(thing)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ thing }) => thing);
}
