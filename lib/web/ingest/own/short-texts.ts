import { LONGEST } from "#lib/domain/alert/limits.ts";
import type { ReadBudget } from "#lib/domain/source/own/reading.ts";
import { characters } from "#lib/domain/text.ts";
import { cut } from "#lib/sources/cut.ts";
import { hashOf, identityOf } from "#lib/sources/identity.ts";
import type { MappedAlert } from "#lib/sources/sender.ts";

/** Longer than any time is written: what is cut there can't be read as one. */
const LONGEST_TIME = 200;

const LIMITS = {
  title: LONGEST.alert_title,
  category: LONGEST.category,
  description: LONGEST.description,
  di_event: LONGEST.di_event,
  event_description: LONGEST.event_description,
  initiated_by: LONGEST.initiated_by,
  source_id: LONGEST.source_id,
  source_name: LONGEST.source_name,
  source_type: LONGEST.source_type,
  source_url: LONGEST.source_url,
  occurred_at: LONGEST_TIME,
  update_at: LONGEST_TIME,
} as const satisfies Partial<Record<keyof MappedAlert, number>>;

/**
 * The alert with its texts as short as `toPost` makes them, and with the same id: a hundred alerts may each have
 * the whole body in each field, and all of it would be copied to another thread. Throws TooMuchRead.
 */
export function withShortTexts(alert: MappedAlert, reading: ReadBudget): MappedAlert {
  const short = { ...alert, identity: shortIdentity(alert, reading) };
  for (const [name, max] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const text = alert[name];
    if (typeof text !== "string") continue;
    if (text.length > max) short[name] = cut(text, max);
    reading.spend(short[name]?.length ?? 0);
  }
  return short;
}

/** Made before the texts are cut, because without an identity the whole title counts. */
function shortIdentity(alert: MappedAlert, reading: ReadBudget): string | null {
  const identity = identityOf(alert);
  if (identity === null || fitsInId(identity)) return alert.identity;
  reading.spend(identity.length);
  return hashOf(identity);
}

/** No character has more than 2 UTF-16 units, so that a long text need not be counted. */
const fitsInId = (identity: string): boolean =>
  identity.length <= 2 * LONGEST.alert_id && characters(identity) <= LONGEST.alert_id;
