import { PLACEHOLDER } from "#lib/domain/placeholder.ts";
import type { SecretInUrl } from "./format.ts";

/** A URL's host and path as its receiver reads them: no dot behind the host, and one slash where several stand. */
export const placeOf = ({ hostname, pathname }: URL): { host: string; path: string } => ({
  host: hostname.replace(/\.$/, ""),
  path: pathname.replaceAll(/\/{2,}/g, "/"),
});

/**
 * The secret parts of a URL by the Replacement Value that is proposed for each, without those that are protected
 * already.
 * @example secretParts({ SECRET: ["x7"] }) gives [{ value: "x7", replacement: "SECRET" }]
 */
export const secretParts = (parts: Readonly<Record<string, readonly string[]>>): SecretInUrl[] =>
  Object.entries(parts).flatMap(([replacement, values]) =>
    [...new Set(values.map(withBraces))]
      .filter((value) => value.replaceAll(PLACEHOLDER, "") !== "")
      .map((value) => ({ value, replacement })),
  );

/** Placeholders as they were typed: a parser encodes their braces in a path, but not in a query. */
const withBraces = (value: string): string => value.replaceAll(/%7B/gi, "{").replaceAll(/%7D/gi, "}");

/** Every value that a URL's query has under a name, in any case, as it stands there, still encoded. */
export const rawParameters = ({ search }: URL, name: string): string[] =>
  search
    .slice(1)
    .split("&")
    .filter((pair) => pair.toLowerCase().startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
