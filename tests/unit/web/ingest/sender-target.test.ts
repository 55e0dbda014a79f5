import { expect, test } from "vitest";
import { isKnownSource } from "#lib/web/ingest/sender-target.ts";

// There is no database here, so to ask it would throw.
test.each([
  ["grafana", true],
  ["nagios", false],
  ["src_", false],
  ["src_x", false],
  [`src_${"g".repeat(36)}`, false],
  ["src_0193c1e0-0000-7000-8000-0000000000001", false],
])("whether %s is a source is known without the database", (name, isKnown) => {
  expect(isKnownSource(name)).toBe(isKnown);
});

test("an id asks the database", () => {
  expect(() => isKnownSource("src_0193c1e0-0000-7000-8000-000000000000")).toThrow();
});
