import type { ChannelFormat } from "./format.ts";
import type { GivenFormat } from "./format-schema.ts";
import { formatDescriptions } from "./formats.ts";

/** A secret field of a given format: its new value, or null if the saved one is to be kept. */
export type GivenFormatSecret = { field: string; label: string; value: string | null; isSaved: boolean };

/** The format that a change leaves, and its secrets. A field left out or empty is removed. */
export function settleFormat(
  given: GivenFormat,
  stored: ChannelFormat | null,
): { format: ChannelFormat; secrets: GivenFormatSecret[] } {
  const fields: Record<string, string> = {};
  const secrets: GivenFormatSecret[] = [];
  const keepsAny = stored?.type === given.type && stored.secrets.length > 0;
  for (const { name, label, kind, required } of formatDescriptions[given.type].fields) {
    const value = given[name];
    const text = typeof value === "string" && value !== "" ? value : null;
    if (kind !== "secret") {
      if (text !== null) fields[name] = text;
      continue;
    }
    const isSaved = stored?.type === given.type && stored.secrets.includes(name);
    if (text !== null || required || (given.saved === true && (isSaved || !keepsAny)))
      secrets.push({ field: name, label, value: text, isSaved: isSaved && given.saved === true });
  }
  return { format: { type: given.type, fields, secrets: secrets.map(({ field }) => field) }, secrets };
}
