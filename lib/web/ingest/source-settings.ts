import { sealedSourceSecret, sourceSecretPlace, storedSourceSettings } from "#db/queries/senders.ts";
import { readDb, readVersion } from "#db/read.ts";
import { type SourceSettings, USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { open, readKeyRing } from "#lib/seal.ts";
import { settings } from "#lib/settings.ts";

/** A source's settings, and the secret by which it checks signatures; null if it has none. */
export type SourceFacts = { settings: SourceSettings; secret: string | null };

/** Null for a source that has no row. */
const known = new Map<string, SourceSettings | null>();
const opened = new Map<string, { sealed: Buffer; secret: string }>();
let version = 0;

/** The facts of a sender's type: the usual ones unless others were saved. They count from their commit on. */
export function factsOfType(type: string): SourceFacts {
  return { settings: { ...USUAL_SETTINGS, ...stored(type) }, secret: secretOf(type) };
}

/** The facts of a source of one's own; null if there is none with this id. */
export function factsOfOwn(id: string): SourceFacts | null {
  const own = stored(id);
  return own === null ? null : { settings: { ...USUAL_SETTINGS, ...own }, secret: secretOf(id) };
}

function stored(id: string): SourceSettings | null {
  const now = readVersion();
  if (now !== version) known.clear();
  version = now;
  const before = known.get(id);
  if (before !== undefined) return before;
  const settings = storedSourceSettings(readDb(), id) ?? null;
  known.set(id, settings);
  return settings;
}

/** The key file is read only for a secret that has not been opened yet: a rotation seals each anew. */
function secretOf(id: string): string | null {
  const sealed = sealedSourceSecret(readDb(), id);
  if (sealed === undefined) return null;
  const before = opened.get(id);
  if (before?.sealed.equals(sealed)) return before.secret;
  const secret = open(readKeyRing(settings().secretKeyFile), sealed, sourceSecretPlace(id)).reveal();
  opened.set(id, { sealed, secret });
  return secret;
}
