import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { refuseTooMany } from "#db/queries/ceilings.ts";
import { compareConfig, type EnteredSecrets } from "#lib/domain/config/compare.ts";
import type { AppliedConfig, ConfigChange } from "#lib/domain/config/plan.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { prepareAccessRequests } from "./access-requests.ts";
import { channelsByKey, withEffects } from "./channel-effects.ts";
import { prepareChannels } from "./channels.ts";
import { currentConfig } from "./current.ts";
import { Refusals } from "./refusals.ts";
import { prepareRules } from "./rules.ts";
import type { ShownOnce, Work } from "./section.ts";
import { prepareSources } from "./sources.ts";
import { prepareUsers } from "./users.ts";
import { configVersion } from "./version.ts";

const section = (name: string) => z.array(z.unknown(), { error: `${name} must be a list.` }).optional();

const documentSchema = z.strictObject(
  {
    channels: section("channels"),
    rules: section("rules"),
    access_requests: section("access_requests"),
    sources: section("sources"),
    users: section("users"),
  },
  {
    error: ({ code }) =>
      code === "invalid_type" ? "A configuration has sections, such as channels." : undefined,
  },
);

/** A document that was checked against the configuration of a version, ready to be stored. */
export type PreparedConfig = {
  version: string;
  works: Work[];
  entered: EnteredSecrets[];
  signingSecrets: AppliedConfig["signingSecrets"];
};

/**
 * Reads and checks a whole document before its transaction. Throws AppError `invalid` with all that is wrong with
 * its entries, each at its path: `channels[2] (Jira).auth.token`.
 */
export async function prepareConfig(
  context: VerbContext,
  actor: Actor,
  document: unknown,
): Promise<PreparedConfig> {
  const version = configVersion(context.db);
  const given = parseOrRefuse(documentSchema, document);
  const refusals = new Refusals();
  const preparing = { context, actor, refusals };
  const users = prepareUsers(preparing, given.users);
  const channels = await prepareChannels(preparing, given.channels);
  const sources = prepareSources(preparing, given.sources);
  const rules = prepareRules(preparing, given.rules, channels.ids);
  const accessRequests = prepareAccessRequests(preparing, given.access_requests, channels.ids);
  refusals.refuse();
  return {
    version,
    works: [...users, ...channels.makes, ...sources.works, ...rules, ...accessRequests, ...channels.removals],
    entered: [...channels.entered, ...sources.entered],
    signingSecrets: channels.signingSecrets,
  };
}

/** Stores a prepared document in the open transaction, and tells what that changed. Throws AppError. */
export function storeConfig(tx: Tx, actor: Actor, { works, entered }: PreparedConfig): Stored {
  const before = currentConfig(tx.db);
  const channels = channelsByKey(tx.db);
  const shown: ShownOnce = { invites: [] };
  for (const { place, store } of works) orRefuse(place, () => store(tx, shown));
  orRefuse("channels", () => refuseTooMany(tx, "channels"));
  const changes = withEffects(tx.db, channels, compareConfig(before, currentConfig(tx.db), entered));
  if (changes.length > 0) recordAudit(tx, actor, { action: "config.apply", details: counted(changes) });
  return { changes, ...shown };
}

/** Throws what `store` refuses as AppError `invalid` at `place`. */
function orRefuse(place: string, store: () => void): void {
  const refusals = new Refusals();
  refusals.at(place, store);
  refusals.refuse();
}

type Stored = { changes: ConfigChange[] } & ShownOnce;

function counted(changes: readonly ConfigChange[]): Record<string, number> {
  const count = (act: ConfigChange["act"]) => changes.filter((change) => change.act === act).length;
  return { created: count("create"), changed: count("change"), deleted: count("delete") };
}
