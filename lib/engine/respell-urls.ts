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
 * Rewrites every stored URL in the form in which it is sent, once per installation and before anything is
 * sent: the first version stored URLs as they were typed. Receivers get the same bytes as before, and secrets
 * and pins stay. A URL that today's rules refuse is left alone: it is delivered to as before, and the next
 * edit reports its fault.
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

/** The URL as it is sent; null if it can't be written so or already is. */
function spellingOf({ url }: Spelled, values: ReadonlyMap<string, string> | null): string | null {
  const sent = asSent(url);
  if (sent === null || sent === url || values === null) return null;
  return areSentAlike(url, sent, values) && filledFaults(sent, values).length === 0 ? sent : null;
}

/** The values of the placeholders; null if one is damaged. A deleted channel has no values any more. */
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
