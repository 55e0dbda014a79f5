import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";
import { formatPath, issuesOf, parseOrRefuse } from "#lib/domain/issues.ts";

describe("a path as people write it", () => {
  test.each([
    [[], ""],
    [["name"], "name"],
    [["headers", 2, "name"], "headers[2].name"],
    [[3], "[3]"],
    [[3, "alert_title"], "[3].alert_title"],
    [["matrix", 0, 1], "matrix[0][1]"],
  ])("%j → %j", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

const schema = z.strictObject({
  name: z.string({ error: "Name is required." }),
  rows: z.array(z.strictObject({ key: z.string({ error: "Key is required." }) })),
});

describe("the issues of a refusal", () => {
  test.each([
    [{ rows: [] }, [{ path: "name", message: "Name is required." }]],
    [{ name: "a", rows: [{ key: "k" }, {}] }, [{ path: "rows[1].key", message: "Key is required." }]],
    [
      { name: "a", rows: [{ key: "k", kye: 1 }] },
      [
        {
          path: "rows[0].kye",
          message: '"kye" is not a known field: check its spelling or leave it out.',
        },
      ],
    ],
    [
      { name: "a", rows: [], x: 1, y: 2 },
      [
        { path: "x", message: '"x" is not a known field: check its spelling or leave it out.' },
        { path: "y", message: '"y" is not a known field: check its spelling or leave it out.' },
      ],
    ],
  ])("%j", (input, issues) => {
    const parsed = schema.safeParse(input);
    expect(parsed.success ? [] : issuesOf(parsed.error)).toEqual(issues);
  });
});

describe("parseOrRefuse", () => {
  test("gives what was parsed", () => {
    expect(parseOrRefuse(schema, { name: "a", rows: [] })).toEqual({ name: "a", rows: [] });
  });

  test("throws `invalid`, led by the first sentence", () => {
    const issues = [{ path: "name", message: "Name is required." }];
    let thrown: unknown;
    try {
      parseOrRefuse(schema, { rows: [] });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: "invalid", message: "Name is required.", issues });
  });
});
