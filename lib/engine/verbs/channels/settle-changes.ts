import type { z } from "zod";
import { type ChannelRow, toChannelView } from "#db/queries/channels.ts";
import type { CertificateMemory } from "#db/schema/index.ts";
import {
  isOtherHost,
  type SettledChannel,
  secretName,
  switched,
  withChanges,
} from "#lib/domain/channel/change.ts";
import { type channelChangesSchema, channelSettingsSchema } from "#lib/domain/channel/channel-schema.ts";
import { urlValues } from "#lib/domain/channel/filled-url.ts";
import { filledFaults } from "#lib/domain/channel/masked-url.ts";
import { areSentAlike } from "#lib/domain/channel/sent-url.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { openOrRefuse, settleOrRefuse } from "./secrets.ts";

/** The members that a change gives. */
export type GivenChanges = Omit<z.output<typeof channelChangesSchema>, "version" | "waiting">;

/** The whole channel as the changes would leave it. Throws AppError `invalid`. */
export function settleChanges(context: VerbContext, row: ChannelRow, changes: GivenChanges): SettledChannel {
  const stored = toChannelView(row);
  const { enabled, ...others } = changes;
  // Settings from before today's rules must not keep anyone from disabling the channel.
  if (enabled !== undefined && Object.keys(others).length === 0) return switched(stored, enabled);
  const settings = parseOrRefuse(channelSettingsSchema, withChanges(stored, changes));
  const settled = settleOrRefuse(settings, stored);
  refuseUnsoundUrl(context, row, settled);
  return settled;
}

/**
 * What the channel knows about certificates. A URL with another host starts empty: neither the pin nor the
 * rest moves with it.
 */
export const memoryFor = (before: ChannelRow, settled: SettledChannel): CertificateMemory =>
  isOtherHost(before.url, settled.url) ? NOTHING_MET : before.certificates;

/**
 * Checks the URL with its values filled in. If saved values are used, it is the saved URL, so a refusal
 * reveals nothing new. A URL saved under older rules is still delivered to; whoever edits the channel learns
 * here what is wrong with it.
 */
function refuseUnsoundUrl(context: VerbContext, row: ChannelRow, settled: SettledChannel): void {
  const { url, urlSecrets, kept } = settled;
  const keptNames = urlSecrets.map(secretName.url).filter((name) => kept.has(name));
  if (keptNames.length === 0) return;
  const saved = openOrRefuse(context, row.id, keptNames);
  const values = urlValues(urlSecrets, (name) => saved.get(name)?.reveal());
  const issues = filledFaults(url, values).map(({ name, message }): Issue => {
    const path = name === null ? "url" : `url_secrets[${urlSecrets.indexOf(name)}].value`;
    return { path, message };
  });
  if (issues.length === 0 && !areSentAlike(row.url, url, values))
    issues.push({ path: "url", message: NOT_ALIKE });
  if (issues.length > 0) throw new AppError("invalid", issues[0]?.message ?? "", issues);
}

const NOT_ALIKE =
  "A . or .. in the path of this URL removes part of a saved value: write the path without it, and enter its values again.";
