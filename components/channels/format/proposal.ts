import { FORMAT_TYPES, type FormatType, type SecretInUrl } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";

type Row = { replacement: string; value?: string | undefined };
type Typed = { url: string; type: FormatType; rows: readonly Row[] };

/** What the form proposes for a URL: another format, rows that protect its secret parts, or both. */
export type Proposal = {
  /** The format whose own URL this is. */
  label: string;
  /** Its type if it is not chosen yet; else null. */
  type: FormatType | null;
  rows: { replacement: string; value: string }[];
};

/**
 * Recognises a receiver's own URL. Null if nothing is to be done: it is nobody's, or its format is chosen and its
 * secret parts are protected. A template may go to any receiver, so only the protection is proposed for it.
 */
export function proposalFor({ url, type, rows }: Typed): Proposal | null {
  const parsed = URL.parse(url.trim());
  if (parsed === null) return null;
  const owner = [type, ...FORMAT_TYPES].find((one) => formatDescriptions[one].ownUrl(parsed) !== null);
  if (owner === undefined) return null;
  const secrets = formatDescriptions[owner].ownUrl(parsed) ?? [];
  const proposal = {
    label: formatDescriptions[owner].label,
    type: owner === type || type === "template" ? null : owner,
    rows: rowsFor(secrets, url, rows),
  };
  return proposal.type === null && proposal.rows.length === 0 ? null : proposal;
}

/** A row for each secret part that stands in the URL and that no row covers yet. */
function rowsFor(secrets: readonly SecretInUrl[], url: string, rows: readonly Row[]): Proposal["rows"] {
  const covered = new Set(rows.map(({ value }) => value));
  const taken = new Set(rows.map(({ replacement }) => replacement));
  return secrets
    .filter(({ value }) => url.includes(value) && !PLACEHOLDER.test(value) && !covered.has(value))
    .map(({ value, replacement }) => {
      const free = freeName(replacement, taken);
      taken.add(free);
      return { replacement: free, value };
    });
}

/** The part is protected already. */
const PLACEHOLDER = /\{\{[A-Za-z0-9_-]+\}\}/;

/** SECRET, or SECRET_2 if a row has that name. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free;
    free = `${name}_${number}`;
  }
}
