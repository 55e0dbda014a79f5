import { allChannelUrls, writeSpelling } from "#db/queries/channel-urls.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import { urlValues } from "#lib/domain/channel/filled-url.ts";
import { filledFaults } from "#lib/domain/channel/masked-url.ts";
import { areSentAlike, asSent } from "#lib/domain/channel/sent-url.ts";
import { openSecrets } from "#lib/engine/delivery/destination.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";

const DONE = "urls_as_sent";

type Spelled = ReturnType<typeof allChannelUrls>[number];

/**
 * Writes every stored URL as it is sent, once per installation and before anything is sent: the first version
 * stored them as they were typed. What a receiver gets stays the same to the byte, secrets and pins stay. A URL
 * that today's rules refuse is left alone: it is delivered to as before, and the next edit says what is wrong.
 */
export async function respellUrls(context: VerbContext): Promise<void> {
  if (installationFact(context.db, DONE) !== undefined) return;
  await context.transact((tx) => {
    for (const channel of allChannelUrls(tx.db)) {
      const url = spellingOf(channel, valuesOf(context, channel));
      if (url !== null) writeSpelling(tx.db, channel.id, url);
    }
    setInstallationFact(tx.db, DONE, new Date(tx.now).toISOString());
  });
}

/** The URL as it is sent, or null where it can't be written so, or is. */
function spellingOf({ url }: Spelled, values: ReadonlyMap<string, string> | null): string | null {
  const sent = asSent(url);
  if (sent === null || sent === url || values === null) return null;
  return areSentAlike(url, sent, values) && filledFaults(sent, values).length === 0 ? sent : null;
}

/** The values of the placeholders, null where one is damaged; a deleted channel has none any more. */
function valuesOf(context: VerbContext, channel: Spelled): Map<string, string> | null {
  const names = channel.urlSecrets;
  if (channel.deletedAt !== null) return new Map(names.map((name) => [name, "x"]));
  try {
    const saved = openSecrets(context.db, context.open, channel.id, names.map(secretName.url));
    return urlValues(names, (name) => saved.get(name)?.reveal());
  } catch {
    return null;
  }
}
