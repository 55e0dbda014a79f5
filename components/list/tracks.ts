import type { Column, ColumnWidth } from "./table-shape.ts";

const TRACKS: Record<Exclude<ColumnWidth, "under">, string> = {
  title: "minmax(9rem, 1fr)",
  wide: "fit-content(30%)",
  words: "fit-content(12.5%)",
  fit: "max-content",
  number: "max-content",
};

type Shaped = Pick<Column<never>, "width" | "roomy">;
type Around = { selectable: boolean; hasMenu: boolean };

/** The values for `grid-template-columns`: with all columns, and without the roomy ones. */
export function tracksOf(columns: readonly Shaped[], { selectable, hasMenu }: Around) {
  const tracks = (shown: readonly Shaped[]) =>
    [
      ...(selectable ? ["max-content"] : []),
      ...shown.flatMap(({ width }) => (width === "under" ? [] : TRACKS[width])),
      ...(hasMenu ? ["max-content"] : []),
    ].join(" ");
  return { all: tracks(columns), narrow: tracks(columns.filter(({ roomy }) => !roomy)) };
}

/** The number of the title's track, from 1. The `under` column uses the same track. */
export function titleTrackOf(columns: readonly Shaped[], { selectable }: Around): number {
  const before = columns.slice(
    0,
    columns.findIndex(({ width }) => width === "title"),
  );
  return before.filter(({ width }) => width !== "under").length + (selectable ? 2 : 1);
}
