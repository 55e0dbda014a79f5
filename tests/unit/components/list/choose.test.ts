import { describe, expect, test } from "vitest";
import { byName, type Compare, inOrder, type Order } from "#components/list/choose.ts";

type Row = { name: string; size: number };

const rows: Row[] = [
  { name: "channel 10", size: 1 },
  { name: "Épicerie", size: 2 },
  { name: "channel 9", size: 2 },
  { name: "disk", size: 1 },
];
const bySize: Record<string, Compare<Row>> = { size: (a, b) => a.size - b.size };

const sorted = (sort: Order) => rows.toSorted(inOrder(sort, bySize)).map(({ name }) => name);

test("names sort as readers expect: digits by their value, letters without accents", () => {
  expect(rows.toSorted(byName).map(({ name }) => name)).toEqual([
    "channel 9",
    "channel 10",
    "disk",
    "Épicerie",
  ]);
});

describe("rows in the requested order, equal ones by name in both directions", () => {
  test.each<[string, Order, string[]]>([
    ["ascending", { by: "size", descending: false }, ["channel 10", "disk", "channel 9", "Épicerie"]],
    ["descending", { by: "size", descending: true }, ["channel 9", "Épicerie", "channel 10", "disk"]],
    ["by name", { by: "name", descending: true }, ["Épicerie", "disk", "channel 10", "channel 9"]],
    [
      "by name if the order is unknown",
      { by: "x", descending: false },
      ["channel 9", "channel 10", "disk", "Épicerie"],
    ],
  ])("%s", (_, sort, names) => {
    expect(sorted(sort)).toEqual(names);
  });
});
