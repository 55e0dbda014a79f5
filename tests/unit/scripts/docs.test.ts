import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generators, withTable } from "../../../scripts/docs/generators.ts";
import { block, tableOf } from "../../../scripts/docs/markdown.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

const AGAIN = "Run npm run docs, and commit what it writes.";

describe.each(generators)("$folder", ({ folder, pages, table }) => {
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

  test("stands in the README as a table", () => {
    expect(withTable(readme, folder, table()), AGAIN).toBe(readme);
  });

  test("leaves nothing out: every page says more than a heading and has no empty section", () => {
    for (const { text } of pages()) {
      expect(text).toMatch(/^# \S.*\n\n\S/);
      expect(text).not.toMatch(/^## .*\n\n(?:##|$)/m);
    }
  });
});

test("a README without the marks is refused", () => {
  expect(() => withTable("# Tocsin", "docs/x", "")).toThrow(/needs the lines <!-- docs\/x -->/);
});

test("cells may hold bars and line breaks", () => {
  expect(tableOf(["A"], [["a|b\nc"]])).toBe("| A |\n| --- |\n| a\\|b c |");
});

test("a block's fence is longer than what it holds", () => {
  expect(block("text", "a ```` b")).toBe("`````text\na ```` b\n`````");
});
