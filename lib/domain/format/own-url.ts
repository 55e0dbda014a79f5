import type { SecretInUrl } from "./format.ts";

/** Placeholders as they stand in a URL: a parser encodes their braces in a path, but not in a query. */
const PLACEHOLDERS = /^(?:(?:\{\{|%7B%7B)[A-Za-z0-9_-]{1,50}(?:\}\}|%7D%7D))+$/i;

/**
 * The secret parts of a URL by the Replacement Value that is proposed for each, without those that are protected
 * already.
 * @example secretParts({ SECRET: "x7" }) gives [{ value: "x7", replacement: "SECRET" }]
 */
export const secretParts = (parts: Readonly<Record<string, string | null | undefined>>): SecretInUrl[] =>
  Object.entries(parts).flatMap(([replacement, value]) =>
    value === null || value === undefined || value === "" || PLACEHOLDERS.test(value)
      ? []
      : [{ value: withBraces(value), replacement }],
  );

/** A placeholder beside a secret as it was typed. */
const withBraces = (value: string): string => value.replaceAll(/%7B/gi, "{").replaceAll(/%7D/gi, "}");

/** A value of a URL's query as it stands there, still encoded; null if it has none. */
export function rawParameter({ search }: URL, name: string): string | null {
  const found = search
    .slice(1)
    .split("&")
    .find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
