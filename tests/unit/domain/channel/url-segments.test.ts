import { describe, expect, test } from "vitest";
import { maskUrl } from "#lib/domain/channel/masked-url.ts";
import { segmentFaults } from "#lib/domain/channel/url-segments.ts";

const at = "https://example.com";
const DOTS =
  "This value makes a path segment . or .. in the URL, which leads to another path: enter it without dots.";
const ENDS = "The ? in this value ends the path too early: write it as %3F.";

/** The names of the values at fault, by the path and what stands in it. */
const faultsOf = (path: string, values: Record<string, string>) =>
  Object.fromEntries(segmentFaults(at + path, new Map(Object.entries(values))));

describe("a value that makes a dot segment is at fault", () => {
  test.each<[string, string, Record<string, string>, string]>([
    ["as a whole segment", "/a/{{T}}/b", { T: ".." }, "T"],
    ["percent-encoded", "/a/{{T}}/b", { T: "%2e%2e" }, "T"],
    ["percent-encoded in half, in either case", "/a/{{T}}/b", { T: ".%2E" }, "T"],
    ["one dot", "/a/{{T}}/b", { T: "%2e" }, "T"],
    ["at the end of the path", "/a/{{T}}", { T: "tok/." }, "T"],
    ["at the end of the path, before a query", "/a/{{T}}?k=1", { T: "tok/.." }, "T"],
    ["within the value", "/a/{{T}}", { T: "to/../ken" }, "T"],
    ["at the value's beginning", "/a/{{T}}", { T: "../token" }, "T"],
    ["before a ? of its own", "/a/{{T}}", { T: "../?token" }, "T"],
    ["with a dot beside it", "/a/.{{T}}", { T: "./token" }, "T"],
    ["with a dot behind it", "/a/{{T}}.", { T: "token/." }, "T"],
    ["with half a percent-encoding beside it", "/a/%2{{T}}", { T: "e%2e" }, "T"],
    ["with the percent sign beside it", "/a/.%{{T}}/b", { T: "2E" }, "T"],
    ["together with another value", "/a/{{A}}{{B}}", { A: "token/", B: "%2e%2e" }, "B"],
    ["the first of two that do", "/a/{{A}}/{{B}}", { A: "%2e%2e", B: "tok" }, "A"],
    ["in one of its places", "/a/x{{T}}/{{T}}", { T: "..%2e/../" }, "T"],
  ])("%s", (_, path, values, name) => {
    expect(faultsOf(path, values)).toEqual({ [name]: DOTS });
  });

  test("each that does", () => {
    expect(faultsOf("/{{A}}/{{B}}/{{C}}", { A: "%2e%2e", B: "fine", C: "a/./b" })).toEqual({
      A: DOTS,
      C: DOTS,
    });
  });
});

describe("a value with a ? that cuts the path", () => {
  test("is at fault", () => {
    expect(faultsOf("/a/{{T}}/b", { T: "tok?en" })).toEqual({ T: ENDS });
    expect(faultsOf("/a/{{A}}/{{B}}", { A: "tok?en", B: "b/b" })).toEqual({ A: ENDS });
  });

  test("is not, where nothing of the path comes after it", () => {
    expect(faultsOf("/a/{{T}}", { T: "tok?a=b/c" })).toEqual({});
    expect(faultsOf("/a/{{T}}&d={{U}}", { T: "to/k?a=b/c", U: "/../" })).toEqual({});
  });
});

describe("what makes no dot segment is sound", () => {
  test.each<[string, string, Record<string, string>]>([
    ["dots in a word", "/a/{{T}}/b", { T: "a..b" }],
    ["three dots", "/a/{{T}}/b", { T: "..." }],
    ["dots beside others", "/a/x{{T}}", { T: ".." }],
    ["slashes", "/a/{{T}}/b", { T: "to//k/en/" }],
    ["an encoded slash", "/a/{{T}}/b", { T: "..%2f.." }],
    ["dots in the query", "/a?k={{T}}", { T: "/../" }],
    ["dots encoded twice", "/a/{{T}}", { T: "%252e%252e" }],
    ["a value that is not known", "/a/{{T}}", {}],
  ])("%s", (_, path, values) => {
    expect(faultsOf(path, values)).toEqual({});
  });
});

describe("a channel's URL", () => {
  const rows = (values: Record<string, string>) =>
    Object.entries(values).map(([replacement, value]) => ({ replacement, value }));

  test.each<[string, string, Record<string, string>, number]>([
    ["typed with its placeholder", "/a/{{T}}/b", { T: "%2e%2e" }, 0],
    ["typed as it is", "/a/%2e%2e/b", { T: "%2e%2e" }, 0],
    ["typed as it is, with its slashes", "/a/b/../c", { T: "b/.." }, 0],
    ["in the second row", "/a/{{U}}/{{T}}", { U: "fine", T: "%2E./" }, 1],
  ])("%s names the row at its value", (_, path, values, row) => {
    expect(maskUrl(at + path, rows(values)).faults).toEqual([{ row, member: "value", message: DOTS }]);
  });

  test("that takes a part of a value away is refused: shown and sent would differ", () => {
    expect(maskUrl(`${at}/{{T}}/x/{{T}}/../y`, rows({ T: "ab/cd" })).faults).toMatchObject([
      { row: null, member: "url" },
    ]);
    expect(maskUrl(`${at}/{{T}}/x/{{T}}/../y`, rows({ T: "abcd" })).masked).toBe(`${at}/{{T}}/x/y`);
  });

  test("that takes a whole value away has a row too many", () => {
    expect(maskUrl(`${at}/s3cret/../y`, rows({ T: "s3cret" })).faults).toMatchObject([
      { row: 0, member: "value" },
    ]);
  });

  test("that would show a value once its dot segments are gone is refused", () => {
    const { faults } = maskUrl(`${at}/ab/./cd?k={{T}}`, rows({ T: "ab/cd" }));
    expect(faults).toMatchObject([
      { row: 0, member: "value", message: expect.stringMatching(/another spelling/) },
    ]);
  });

  test("whose host holds a value in the spelling that is sent is refused", () => {
    const { faults } = maskUrl("https://s3%63ret.example/{{T}}", rows({ T: "s3cret" }));
    expect(faults).toMatchObject([{ row: 0, message: expect.stringMatching(/part of the host/) }]);
  });
});
