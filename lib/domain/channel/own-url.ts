import type { GivenFormat } from "#lib/domain/format/format-schema.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { placeholdersOf } from "#lib/domain/placeholder.ts";
import { characters } from "#lib/domain/text.ts";
import { URL_SECRETS_MAX } from "./channel.ts";
import { maskUrl, URL_VALUE_MAX, URL_VALUE_MIN } from "./masked-url.ts";
import { splitUrl } from "./sent-url.ts";

/** A row of "Protect sensitive data in the URL" as given. */
type Row = { replacement: string; value?: string | undefined; saved?: true | undefined };
type Given = { url: string; url_secrets: Row[]; format: GivenFormat };

/** The URL and its rows with the receiver's secret protected, or why it would be shown. */
type Protected = { url: string; rows: Row[]; fault: string | null };

/**
 * Protects the secret of a URL that has the own shape of its format's receiver, where no row does: a row is
 * added, or one whose placeholder the URL lost gets the new value.
 *
 * Example: https://hooks.slack.com/services/T0/B0/s3cret → https://hooks.slack.com/services/T0/B0/{{SECRET}}
 */
export function protectOwnUrl({ url: typed, url_secrets: rows, format }: Given): Protected {
  const given = rows.map(({ replacement, value }) => ({ replacement, value: value || null }));
  const { masked } = maskUrl(typed, given);
  const parsed = URL.parse(masked);
  const secrets = parsed === null ? [] : (formatDescriptions[format.type].ownUrl(parsed) ?? []);
  return secrets.reduce<Protected>(
    (before, { value, replacement }) =>
      before.fault === null ? withSecret(before, value, replacement) : before,
    { url: secrets.length === 0 ? typed : masked, rows, fault: null },
  );
}

function withSecret(before: Protected, value: string, replacement: string): Protected {
  const { origin, rest } = splitUrl(before.url);
  const length = characters(value);
  if (placeholdersOf(value).size > 0) return { ...before, fault: PARTLY };
  if (!rest.includes(value)) return { ...before, fault: UNPROTECTED };
  if (length < URL_VALUE_MIN || length > URL_VALUE_MAX) return { ...before, fault: UNPROTECTED };
  const index = placeIn(before, replacement);
  if (index === null) return { ...before, fault: TOO_MANY };
  const name = before.rows[index]?.replacement ?? freeName(replacement, before.rows);
  return {
    url: origin + rest.replaceAll(value, `{{${name}}}`),
    rows: before.rows.toSpliced(index, 1, { replacement: name, value }),
    fault: null,
  };
}

/** The row for a secret: one of this name without a value and a place in the URL, else a new one; null if none fits. */
function placeIn({ url, rows }: Protected, replacement: string): number | null {
  const lost = rows.findIndex(
    (row) => row.replacement === replacement && !row.value && !placeholdersOf(url).has(replacement),
  );
  if (lost !== -1) return lost;
  return rows.length < URL_SECRETS_MAX ? rows.length : null;
}

/** SECRET, or SECRET_2 if a row has that name. */
export function freeName(name: string, rows: readonly Pick<Row, "replacement">[]): string {
  const taken = new Set(rows.map(({ replacement }) => replacement));
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free;
    free = `${name}_${number}`;
  }
}

const PARTLY =
  "A part of this URL's secret would be shown: protect the whole of it by one row, or enter the URL without placeholders.";
const UNPROTECTED =
  "The secret in this URL would be shown, because it can't be protected: copy the URL from the receiver again.";
const TOO_MANY = `The secret in this URL would be shown, because there are ${URL_SECRETS_MAX} rows already: remove one.`;
