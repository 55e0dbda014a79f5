import { PLACEHOLDER, placeholdersOf } from "#lib/domain/placeholder.ts";
import { characters } from "#lib/domain/text.ts";
import { areSentAlike, asSent, fillIn, splitUrl } from "./sent-url.ts";
import { segmentFaults } from "./url-segments.ts";

export const REPLACEMENT_PATTERN = /^[A-Za-z0-9_-]{1,50}$/;
export const URL_MAX = 2_048;
/** How long a Sensitive Value may be, in characters. */
export const URL_VALUE_MIN = 4;
export const URL_VALUE_MAX = 1_024;
/**
 * Enough for a URL of 2,048 characters whose 4-character values are all typed as 54-character placeholders.
 */
export const TYPED_URL_MAX = 32 * 1_024;
export const URL_TOO_LONG = `A URL may have at most ${URL_MAX.toLocaleString("en")} characters.`;

/**
 * A row of "Protect sensitive data in the URL". `value` is null if it is saved: only its placeholder counts.
 */
export type UrlSecretRow = { replacement: string; value: string | null };

/** A fault of the URL (`row` is null) or of a row's member. */
type UrlFault = { row: number | null; member: "url" | "replacement" | "value"; message: string };

export type MaskedUrl = {
  /** The URL to show, log and return: `https://api.example.com/hook/{{TOKEN}}`. */
  masked: string;
  faults: UrlFault[];
};

/**
 * Replaces every occurrence of a sensitive value in the path and query by `{{Replacement}}`: one pass over
 * what was typed, longest value first. Placeholders typed by hand stay. A valid URL comes out spelled as it
 * will be sent.
 * @example maskUrl("https://a/s3cret", [{ replacement: "T", value: "s3cret" }]).masked === "https://a/{{T}}"
 */
export function maskUrl(typed: string, rows: readonly UrlSecretRow[]): MaskedUrl {
  const { origin, rest } = splitUrl(typed);
  const asTyped = origin + maskText(rest, rows);
  const shape = faultOfTyped(typed, origin, rest);
  const name = shape ?? faultOfNames(asTyped, rows);
  const masked = (shape === null && asSent(asTyped)) || asTyped;
  const faults = shape === null ? [] : [at(null, "url", shape)];
  faults.push(...rowFaults({ origin, asTyped, masked }, rows));
  if (faults.length > 0) return { masked, faults };
  return {
    masked,
    faults: name === null ? wholeFaults({ origin, asTyped, masked }, rows) : [at(null, "url", name)],
  };
}

/** What is wrong with a URL regardless of its sensitive values, or null. */
export function faultOfUrl(typed: string): string | null {
  const { origin, rest } = splitUrl(typed);
  return faultOfTyped(typed, origin, rest);
}

function maskText(text: string, rows: readonly UrlSecretRow[]): string {
  const byValue = new Map(
    // A longer value can't occur, and a pattern takes only so much.
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

/** What is wrong with the URL regardless of its values. */
function faultOfTyped(typed: string, origin: string, rest: string): string | null {
  if (!typed.isWellFormed()) return "The URL contains half of a surrogate pair, which is not a character.";
  if (/[\s\p{Cc}]/u.test(typed)) return "A URL has no spaces or line breaks: remove them or write %20.";
  if (!/^https?:$/i.test(typed.slice(0, typed.indexOf(":") + 1)) || origin === "")
    return "Enter a URL that starts with https:// or http://.";
  if (typed.includes("\\")) return "A URL has no backslashes: write / or %5C.";
  if (/[{}]/.test(origin))
    return "A placeholder may stand in the path and query only, not in the host or port.";
  if (origin.includes("@"))
    return "A URL can't hold a user name or password: enter them under Authentication.";
  if (rest.includes("#")) return "A #fragment is never sent: remove the # and everything after it.";
  if (/:\/\/$/.test(origin) || !URL.canParse(origin)) return NO_URL;
  if (new URL(origin).port === "0") return "Nothing listens on port 0: enter the receiver's port, or none.";
  return null;
}

const NO_URL = "This is not a complete URL: enter one such as https://example.com/hook.";

/** A URL as typed and as it will be sent, both with masked values. */
type Masked = { origin: string; asTyped: string; masked: string };

function rowFaults(url: Masked, rows: readonly UrlSecretRow[]): UrlFault[] {
  const placeholders = placeholdersOf(url.masked);
  return rows.flatMap((row, index) => {
    const message = faultOfValue(url, row, rows) ?? faultOfPlace(placeholders, row);
    return message === null ? [] : [at(index, "value", message)];
  });
}

function faultOfValue(
  { origin, asTyped, masked }: Masked,
  { value }: UrlSecretRow,
  rows: readonly UrlSecretRow[],
): string | null {
  if (value === null) return null;
  if (!value.isWellFormed() || /[\s\p{Cc}#\\{}]/u.test(value))
    return "Write spaces, # \\ { and } in this value as %20, %23, %5C, %7B and %7D.";
  const shownOrigins = `${origin} ${splitUrl(masked).origin}`.toLowerCase();
  if (shownOrigins.includes(value.toLowerCase()))
    return "This value is also part of the host, which is always shown: it can't be protected.";
  if (rows.some((row) => row.replacement.includes(value)))
    return "A replacement contains this value and would show it: choose another replacement.";
  if (asTyped.includes(value))
    return "This value begins in the host, which is always shown: enter only the part after the host.";
  if (decoded(masked).includes(decoded(value)))
    return "The URL also holds this value in another spelling, which would be shown: spell both the same.";
  return null;
}

function faultOfPlace(
  placeholders: ReadonlySet<string>,
  { replacement, value }: UrlSecretRow,
): string | null {
  if (placeholders.has(replacement)) return null;
  return value === null
    ? `{{${replacement}}} does not occur in the URL: put it where the value belongs, or delete this row.`
    : `Neither this value nor {{${replacement}}} occurs in the URL: check it, or delete this row.`;
}

/** The bytes that a receiver reads, one character each; a placeholder becomes a NUL. */
const decoded = (text: string): string =>
  Array.from(new TextEncoder().encode(text.replaceAll(PLACEHOLDER, "\0")), (byte) =>
    String.fromCharCode(byte),
  )
    .join("")
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Finds a placeholder without a row, or a malformed one. */
function faultOfNames(asTyped: string, rows: readonly UrlSecretRow[]): string | null {
  const known = new Set(rows.map(({ replacement }) => replacement));
  const orphan = [...placeholdersOf(asTyped)].find((name) => !known.has(name));
  if (orphan !== undefined) return `{{${orphan}}} has no row below: add one with its sensitive value.`;
  if (/\{\{|\}\}/.test(asTyped.replaceAll(PLACEHOLDER, "")))
    return "A placeholder is {{Name}} with letters, digits, _ and - only.";
  return null;
}

/** Faults of the URL as it will be sent, which only sound rows can show. */
function wholeFaults({ origin, asTyped, masked }: Masked, rows: readonly UrlSecretRow[]): UrlFault[] {
  const values = new Map(rows.map(({ replacement, value }) => [replacement, value ?? "x"]));
  const sent = URL.parse(fillIn(masked, values));
  if (sent?.origin !== new URL(origin).origin) return [at(null, "url", NO_URL)];
  const faults = filledFaults(masked, values);
  if (faults.length > 0) return faults.map((fault) => inRow(fault, rows));
  if (!areSentAlike(asTyped, masked, values))
    return [
      at(null, "url", "A . or .. in this path removes part of a sensitive value: write the path without it."),
    ];
  return [];
}

/** A fault of the filled-in URL: at the value with this name, or at the URL itself (null). */
export type FilledFault = { name: string | null; message: string };

/** What is wrong with a sound URL once its values are filled in. */
export function filledFaults(masked: string, values: ReadonlyMap<string, string>): FilledFault[] {
  const faults = [...segmentFaults(masked, values)].map(([name, message]) => ({ name, message }));
  if (faults.length > 0) return faults;
  return characters(fillIn(masked, values)) > URL_MAX ? [{ name: null, message: URL_TOO_LONG }] : [];
}

const inRow = ({ name, message }: FilledFault, rows: readonly UrlSecretRow[]): UrlFault =>
  name === null
    ? at(null, "url", message)
    : at(
        rows.findIndex(({ replacement }) => replacement === name),
        "value",
        message,
      );

const at = (row: number | null, member: UrlFault["member"], message: string): UrlFault => ({
  row,
  member,
  message,
});

/** Some browsers that show the preview don't have RegExp.escape. */
const escapeForPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
