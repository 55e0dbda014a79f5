import { expect, test } from "vitest";
import { FORMAT_TYPES } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { formats } from "#lib/formats/formats.ts";

test("each format has a description and a way to make requests", () => {
  expect(Object.keys(formats)).toEqual([...FORMAT_TYPES]);
  expect(Object.keys(formatDescriptions)).toEqual([...FORMAT_TYPES]);
});
