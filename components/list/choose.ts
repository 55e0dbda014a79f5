/** The order named in the address bar. */
export type Order = { by: string; descending: boolean };

/** Compares two rows, for `Array.sort`. */
export type Compare<Row> = (a: Row, b: Row) => number;

type Named = { name: string };

const names = new Intl.Collator("en", { numeric: true });

/** By name. Digits compare as numbers: "channel 9" comes before "channel 10". */
export const byName: Compare<Named> = (a, b) => names.compare(a.name, b.name);

/** The requested order, or by name if `orders` lacks it. Equal rows are always in ascending order of name. */
export function inOrder<Row extends Named>(
  { by, descending }: Order,
  orders: Readonly<Record<string, Compare<Row>>>,
): Compare<Row> {
  const compare = orders[by] ?? byName;
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a, b) || byName(a, b);
}
