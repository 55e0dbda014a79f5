import { freeName } from "#lib/domain/channel/own-url.ts";
import { FORMAT_TYPES, type FormatType, type SecretInUrl } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { placeholdersOf } from "#lib/domain/placeholder.ts";

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
  const owner = ownerOf(parsed, type);
  if (owner === undefined) return null;
  const secrets = formatDescriptions[owner].ownUrl(parsed) ?? [];
  const proposal = {
    label: formatDescriptions[owner].label,
    type: owner === type || type === "template" ? null : owner,
    rows: rowsFor(secrets, url, rows),
  };
  return proposal.type === null && proposal.rows.length === 0 ? null : proposal;
}

/** The format that names the URL's host, else the chosen one, else one that surely has this shape at any host. */
function ownerOf(url: URL, chosen: FormatType): FormatType | undefined {
  const fitting = FORMAT_TYPES.filter((type) => formatDescriptions[type].ownUrl(url) !== null);
  const named = fitting.find((type) => formatDescriptions[type].isLikelyOwn === undefined);
  if (named !== undefined || fitting.includes(chosen)) return named ?? chosen;
  return fitting.find((type) => formatDescriptions[type].isLikelyOwn?.(url));
}

/** A row for each secret part that stands in the URL and that no row covers yet. */
function rowsFor(secrets: readonly SecretInUrl[], url: string, rows: readonly Row[]): Proposal["rows"] {
  const covered = new Set(rows.map(({ value }) => value));
  const added: Proposal["rows"] = [];
  for (const { value, replacement } of secrets)
    if (url.includes(value) && placeholdersOf(value).size === 0 && !covered.has(value))
      added.push({ replacement: freeName(replacement, [...rows, ...added]), value });
  return added;
}
