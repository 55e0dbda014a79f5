import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generators, withTable } from "../../../scripts/docs/generators.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** To mend a failure: npm run docs. */
describe.each(generators)("$folder", ({ folder, pages, table }) => {
  test("holds the pages that its generator makes, and no other", () => {
    const made = pages();
    expect(readdirSync(`${root}${folder}`).sort()).toEqual(
      made.map(({ path }) => path.slice(folder.length + 1)).sort(),
    );
    for (const { path, text } of made) expect(read(path)).toBe(text);
  });

  test("the README has its table", () => {
    const readme = read("README.md");
    expect(withTable(readme, folder, table())).toBe(readme);
  });
});
