/** What a cell holds. Null is an empty cell. */
export type Cell = string | number | boolean | null;

/**
 * One record of a CSV file, with its line break (RFC 4180). A spreadsheet would run text that begins like a
 * formula, so such text gets an apostrophe in front (OWASP, CSV injection).
 * Example: ["Disk, full", null, "=1+1"] → `"Disk, full",,'=1+1\r\n`
 */
export const csvRecord = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Spreadsheets take full-width signs too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const QUOTED = /[",\r\n]/;

function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
