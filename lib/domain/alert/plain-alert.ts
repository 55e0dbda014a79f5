import { hasControlCharacters, hasHiddenCharacters } from "#lib/domain/text.ts";
import { toUtc } from "#lib/domain/timestamp.ts";
import { OWN_ALERTS, PRIORITIES, STATUSES } from "./alert.ts";
import type { AlertInput } from "./alert-schema.ts";
import { faultOfDetails } from "./details.ts";
import { type AlertText, LONGEST } from "./limits.ts";

/**
 * Reads an alert as `alertInputSchema` does, for the common case: the schema takes several times as long.
 * Returns null for a value that is not valid, or not surely so; then ask the schema, which words refusals.
 * @example plainAlert({ alert_title: "Disk full", titel: 1 }) === null
 */
export function plainAlert(value: unknown): AlertInput | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  let alert: Record<string, unknown> = value as Record<string, unknown>;
  for (const name in value) {
    const read = READERS.get(name);
    if (read === undefined) return null;
    const given = (value as Record<string, unknown>)[name];
    const member = given === null ? null : read(given);
    if (member === null && given !== null) return null;
    if (member !== given) alert = { ...alert, [name]: member };
  }
  return alert;
}

/** Returns the member as the schema does, or null in any doubt. */
type Reader = (given: unknown) => unknown;

/** A text that is longer in UTF-16 than in code points is left to the schema. */
const text =
  (name: AlertText, isFine: (text: string) => boolean = () => true): Reader =>
  (given) =>
    typeof given === "string" && given.length <= LONGEST[name] && given.isWellFormed() && isFine(given)
      ? given
      : null;

const oneOf =
  (choices: readonly string[]): Reader =>
  (given) =>
    choices.includes(given as string) ? given : null;

const time: Reader = (given) => (typeof given === "string" ? toUtc(given) : null);

const isFineId = (id: string): boolean =>
  id !== "" &&
  !hasHiddenCharacters(id) &&
  id === id.trim() &&
  id !== "." &&
  id !== ".." &&
  !id.startsWith(OWN_ALERTS);

const readers: Record<keyof AlertInput, Reader> = {
  alert_id: text("alert_id", isFineId),
  alert_title: text("alert_title", (title) => title.trim() !== ""),
  category: text("category"),
  description: text("description"),
  details: (given) => (faultOfDetails(given) === null ? given : null),
  di_event: text("di_event"),
  event_description: text("event_description"),
  idempotency_key: text("idempotency_key", (key) => key !== "" && !hasControlCharacters(key)),
  initiated_by: text("initiated_by"),
  occurred_at: time,
  previous_alert_status: oneOf(STATUSES),
  priority: oneOf(PRIORITIES),
  rule_id: text("rule_id"),
  source_id: text("source_id"),
  source_name: text("source_name"),
  source_type: text("source_type"),
  source_url: text("source_url"),
  status: oneOf(STATUSES),
  update_at: time,
};

/** A map, because an object would also have `constructor` and the like. */
const READERS: ReadonlyMap<string, Reader> = new Map(Object.entries(readers));
