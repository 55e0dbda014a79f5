import { expect, test } from "vitest";
import { titleTrackOf, tracksOf } from "#components/list/tracks.ts";

const columns = [
  { width: "fit" },
  { width: "title" },
  { width: "under" },
  { width: "words" },
  { width: "number", roomy: true },
] as const;

test("each column has a track between the checkboxes and the menus, except the one under the title", () => {
  expect(tracksOf(columns, { selectable: true, hasMenu: true }).all).toBe(
    "max-content max-content minmax(9rem, 1fr) fit-content(12.5%) max-content max-content",
  );
  expect(tracksOf(columns, { selectable: false, hasMenu: false }).all).toBe(
    "max-content minmax(9rem, 1fr) fit-content(12.5%) max-content",
  );
});

test("a narrow table has no track for its hidden columns", () => {
  expect(tracksOf(columns, { selectable: false, hasMenu: false }).narrow).toBe(
    "max-content minmax(9rem, 1fr) fit-content(12.5%)",
  );
});

test.each([
  { selectable: true, track: 3 },
  { selectable: false, track: 2 },
])("the title's track counts the checkboxes: $track", ({ selectable, track }) => {
  expect(titleTrackOf(columns, { selectable, hasMenu: true })).toBe(track);
});
