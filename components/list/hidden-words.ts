import { formatLocal, formatUtc } from "#components/ui/time-format.ts";

/** The lines of a row's hint: each cut text in full, and each time exactly. */
export function hintsOf(row: HTMLTableRowElement): string[] {
  return [...row.cells].flatMap((cell) => {
    const cut = [...cell.querySelectorAll<HTMLElement>(".cut")].map(wholeTextOf);
    const times = [...cell.querySelectorAll("time")].map((time) => exactly(headerOf(cell), time.dateTime));
    return [...cut, ...times].filter((line) => line !== null);
  });
}

/** The full text of an element of the class `cut`; null if all of it is visible. */
export function wholeTextOf(element: HTMLElement): string | null {
  const overflows = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth;
  return [element, ...element.children].some(overflows) ? element.textContent : null;
}

function headerOf(cell: HTMLTableCellElement): string {
  const head = cell.closest("table")?.tHead?.rows[0];
  return head?.cells[cell.cellIndex]?.lastElementChild?.textContent ?? "";
}

/**
 * "Last update: 24 Nov 2026, 07:22:48 CET (24 Nov 2026, 06:22:48 UTC)". The local time is left out if the
 * reader's zone is UTC.
 */
function exactly(header: string, dateTime: string): string {
  const moment = new Date(dateTime).getTime();
  const [local, utc] = [formatLocal(moment), formatUtc(moment)];
  return `${header}: ${local === utc ? utc : `${local} (${utc})`}`;
}
