import { exactTimes } from "#components/ui/time-format.ts";

/** The lines of a row's hint: each cut text in full, and each time exactly. `zone` is the one that the user has chosen. */
export function hintsOf(row: HTMLTableRowElement, zone: string | null): string[] {
  return [...row.cells].flatMap((cell) => {
    const cut = [...cell.querySelectorAll<HTMLElement>(".cut")].map(wholeTextOf);
    const times = [...cell.querySelectorAll("time")].map((time) =>
      exactly(headerOf(cell), time.dateTime, zone),
    );
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
function exactly(header: string, dateTime: string, zone: string | null): string {
  const [first, utc] = exactTimes(new Date(dateTime).getTime(), zone, true);
  return `${header}: ${utc === undefined ? first : `${first} (${utc})`}`;
}
