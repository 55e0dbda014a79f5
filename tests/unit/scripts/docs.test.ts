import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generators, parts, withPart } from "../../../scripts/docs/generators.ts";
import { block, tableOf } from "../../../scripts/docs/markdown.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const AGAIN = "Run npm run docs, and commit what it writes.";

describe.each(generators)("$folder", ({ folder, pages }) => {
  test.each(pages())("$path is what its description makes", ({ path, text }) => {
    expect(readFileSync(root + path, "utf8"), AGAIN).toBe(text);
  });

  test("holds no other page", () => {
    const held = readdirSync(root + folder).map((name) => `${folder}/${name}`);
    expect(held.sort(), AGAIN).toEqual(
      pages()
        .map(({ path }) => path)
        .sort(),
    );
  });

  test("leaves nothing out: every page says more than a heading and has no empty section", () => {
    for (const { text } of pages()) {
      expect(text).toMatch(/^# \S.*\n\n\S/);
      expect(text).not.toMatch(/^## .*\n\n(?:##|$)/m);
    }
  });
});

test.each(parts)("$name in $page is what its description makes", (part) => {
  const page = readFileSync(root + part.page, "utf8");
  expect(withPart(page, part), AGAIN).toBe(page);
});

test("a page without the marks is refused", () => {
  const part = { page: "docs/x.md", name: "x", text: () => "" };
  expect(() => withPart("# X", part)).toThrow(/docs\/x.md needs the lines <!-- x -->/);
});

test("cells may hold bars and line breaks", () => {
  expect(tableOf(["A"], [["a|b\nc"]])).toBe("| A |\n| --- |\n| a\\|b c |");
});

test("a block's fence is longer than what it holds", () => {
  expect(block("text", "a ```` b")).toBe("`````text\na ```` b\n`````");
});
