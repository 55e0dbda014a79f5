import { formatLocal, formatUtc } from "#components/ui/time-format.ts";

/** What a row leaves out, a line each: its cut texts whole, and its times exactly. */
export function hintsOf(row: HTMLTableRowElement): string[] {
  return [...row.cells].flatMap((cell) => {
    const cut = [...cell.querySelectorAll<HTMLElement>(".cut")].map(wholeTextOf);
    const times = [...cell.querySelectorAll("time")].map((time) => exactly(headerOf(cell), time.dateTime));
    return [...cut, ...times].filter((line) => line !== null);
  });
}

/** The whole text of an element of the class `cut`; null where all of it is seen. */
export function wholeTextOf(element: HTMLElement): string | null {
  const overflows = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth;
  return [element, ...element.children].some(overflows) ? element.textContent : null;
}

function headerOf(cell: HTMLTableCellElement): string {
  const head = cell.closest("table")?.tHead?.rows[0];
  return head?.cells[cell.cellIndex]?.lastElementChild?.textContent ?? "";
}

/** "Last update: 24 Nov 2026, 07:22:48 CET (24 Nov 2026, 06:22:48 UTC)", the zone of the reader only where it is another. */
function exactly(header: string, dateTime: string): string {
  const moment = new Date(dateTime).getTime();
  const [local, utc] = [formatLocal(moment), formatUtc(moment)];
  return `${header}: ${local === utc ? utc : `${local} (${utc})`}`;
}
