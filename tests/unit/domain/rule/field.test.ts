import { describe, expect, test } from "vitest";
import { detailPath } from "#lib/domain/rule/field.ts";

describe("a path into the details", () => {
  test.each([
    ["details.host", ["host"]],
    ["details.host.name", ["host", "name"]],
    ["details.my key.é", ["my key", "é"]],
    ['details."app.kubernetes.io/name"', ["app.kubernetes.io/name"]],
    ['details.labels."app.kubernetes.io/name".x', ["labels", "app.kubernetes.io/name", "x"]],
    ['details."a\\"b"', ['a"b']],
    ['details."\\u00e9"', ["é"]],
    ['details.say "hi"', ['say "hi"']],
  ])("%s", (field, path) => {
    expect(detailPath(field)).toEqual(path);
  });

  test.each([
    "details",
    "details.",
    "details..a",
    "details.a.",
    "details. ",
    'details."a',
    'details."a"b',
    'details.""',
    'details."a".',
    'details."\\x"',
    "detail.a",
    "details.\ud800",
  ])("%j is none", (field) => {
    expect(detailPath(field)).toEqual([]);
  });
});
