import { characters } from "./text.ts";

export const REPLACEMENT_PATTERN = /^[A-Za-z0-9_-]{1,50}$/;
const PLACEHOLDER = /\{\{([A-Za-z0-9_-]{1,50})\}\}/g;
export const URL_MAX = 2_048;
/** More than a URL of 2,048 characters has with a placeholder of 54 in place of each value of 4. */
export const TYPED_URL_MAX = 32 * 1_024;
export const URL_TOO_LONG = `A URL may have at most ${URL_MAX.toLocaleString("en")} characters.`;

/** A row of "Protect sensitive data in the URL"; `value` is null for one that is saved: it counts by its placeholder alone. */
export type UrlSecretRow = { replacement: string; value: string | null };

/** A fault at the URL (`row` null) or at a row, by its index and member. */
export type UrlFault = { row: number | null; member: "url" | "replacement" | "value"; message: string };

export type MaskedUrl = {
  /** The URL as it may be shown, logged and returned: `https://api.example.com/hook/{{TOKEN}}`. */
  masked: string;
  faults: UrlFault[];
};

/**
 * Puts `{{Replacement}}` in place of every occurrence of a sensitive value in the path and query, in one
 * pass over what was typed, the longest value first. Placeholders that were typed by hand stay.
 */
export function maskUrl(typed: string, rows: readonly UrlSecretRow[]): MaskedUrl {
  const { origin, rest } = split(typed);
  const masked = origin + maskText(rest, rows);
  const shape = faultOfTyped(typed, origin, rest);
  const faults = [...(shape === null ? [] : [at(null, "url", shape)]), ...rowFaults(origin, masked, rows)];
  return { masked, faults: [...faults, ...wholeFaults(origin, masked, rows, faults)] };
}

/** The real URL: every placeholder replaced by its value. Values hold no braces, so one pass is enough. */
export function fillIn(masked: string, values: ReadonlyMap<string, string>): string {
  return masked.replaceAll(PLACEHOLDER, (placeholder, name: string) => values.get(name) ?? placeholder);
}

/** The names of the placeholders that stand in a masked URL. */
export const placeholdersOf = (masked: string): Set<string> =>
  new Set([...masked.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));

/** What is wrong with a URL whatever its sensitive values are, or null. */
export function faultOfUrl(typed: string): string | null {
  const { origin, rest } = split(typed);
  return faultOfTyped(typed, origin, rest);
}

/** Scheme and authority; then path and query, where alone values and placeholders may stand. */
function split(url: string): { origin: string; rest: string } {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\\]*/.exec(url)?.[0] ?? "";
  return { origin, rest: url.slice(origin.length) };
}

function maskText(text: string, rows: readonly UrlSecretRow[]): string {
  const byValue = new Map(
    // A value longer than the text is not in it, and could be more than a pattern takes.
    rows.flatMap(({ value, replacement }) =>
      value && value.length <= text.length ? [[value, replacement]] : [],
    ),
  );
  if (byValue.size === 0) return text;
  const values = [...byValue.keys()].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const pattern = new RegExp(`${PLACEHOLDER.source}|${values.join("|")}`, "g");
  return text.replaceAll(pattern, (found) => {
    const replacement = byValue.get(found);
    return replacement === undefined ? found : `{{${replacement}}}`;
  });
}

/** What is wrong with the URL whatever its values are. */
function faultOfTyped(typed: string, origin: string, rest: string): string | null {
  if (!typed.isWellFormed()) return "The URL contains half of a surrogate pair, which is not a character.";
  if (/[\s\p{Cc}]/u.test(typed)) return "A URL has no spaces or line breaks: remove them or write %20.";
  if (!/^https?:$/i.test(typed.slice(0, typed.indexOf(":") + 1)) || origin === "")
    return "Enter a URL that starts with https:// or http://.";
  if (typed.includes("\\")) return "A URL has no backslashes: write / or %5C.";
  if (/[{}]/.test(origin))
    return "A placeholder may stand in the path and query only, not in the host or port.";
  if (origin.includes("@"))
    return "A URL with a user name or password in front of the host is not sent: use Authentication instead.";
  if (rest.includes("#")) return "A URL with a #fragment is not sent whole: take the # and what follows out.";
  if (/:\/\/$/.test(origin) || !URL.canParse(origin))
    return "This is not a complete URL: enter one such as https://example.com/hook.";
  return null;
}

function rowFaults(origin: string, masked: string, rows: readonly UrlSecretRow[]): UrlFault[] {
  const placeholders = placeholdersOf(masked);
  return rows.flatMap((row, index) => {
    const message = faultOfRow({ origin, masked, placeholders }, row, rows);
    return message === null ? [] : [at(index, "value", message)];
  });
}

function faultOfRow(
  { origin, masked, placeholders }: { origin: string; masked: string; placeholders: ReadonlySet<string> },
  { replacement, value }: UrlSecretRow,
  rows: readonly UrlSecretRow[],
): string | null {
  if (value !== null) {
    if (!value.isWellFormed() || /[\s\p{Cc}#\\{}]/u.test(value))
      return "Write spaces, # \\ { and } in this value as %20, %23, %5C, %7B and %7D.";
    if (origin.toLowerCase().includes(value.toLowerCase()))
      return "This value also stands in the host, which is always shown: it can't be protected.";
    if (rows.some((row) => row.replacement.includes(value)))
      return "A replacement contains this value and would show it: choose another replacement.";
    if (masked.includes(value))
      return "This value begins in the host, which is always shown: enter the part after the host alone.";
    if (decoded(masked).includes(decoded(value)))
      return "This value also stands in the URL in another percent-encoding, which would be shown: write both alike.";
  }
  if (placeholders.has(replacement)) return null;
  return value === null
    ? `{{${replacement}}} does not occur in the URL: put it where the value belongs, or delete this row.`
    : `Neither this value nor {{${replacement}}} occurs in the URL: check it, or delete this row.`;
}

/** The bytes that a receiver reads, a character each; a placeholder counts as one NUL. */
const decoded = (text: string): string =>
  Array.from(new TextEncoder().encode(text.replaceAll(PLACEHOLDER, "\0")), (byte) =>
    String.fromCharCode(byte),
  )
    .join("")
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What shows only once the rows are sound: placeholders without a row, and the URL as it will be sent. */
function wholeFaults(
  origin: string,
  masked: string,
  rows: readonly UrlSecretRow[],
  before: UrlFault[],
): UrlFault[] {
  if (before.length > 0) return [];
  const known = new Set(rows.map(({ replacement }) => replacement));
  const orphan = [...placeholdersOf(masked)].find((name) => !known.has(name));
  if (orphan !== undefined)
    return [at(null, "url", `{{${orphan}}} has no row below: add one with its sensitive value.`)];
  if (/\{\{|\}\}/.test(masked.replaceAll(PLACEHOLDER, "")))
    return [at(null, "url", "A placeholder is {{Name}} with letters, digits, _ and - only.")];
  const values = new Map(rows.map(({ replacement, value }) => [replacement, value ?? ""]));
  const filled = fillIn(masked, values);
  if (characters(filled) > URL_MAX) return [at(null, "url", URL_TOO_LONG)];
  if (!URL.canParse(filled) || new URL(filled).origin !== new URL(origin).origin)
    return [at(null, "url", "This is not a complete URL: enter one such as https://example.com/hook.")];
  return [];
}

const at = (row: number | null, member: UrlFault["member"], message: string): UrlFault => ({
  row,
  member,
  message,
});

/** RegExp.escape is newer than some browsers that show the preview. */
const escapeForPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
