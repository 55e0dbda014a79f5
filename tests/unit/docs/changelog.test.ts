import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readMarkdown, root } from "../../support/markdown.ts";

const versionIn = (file: string): string => JSON.parse(readFileSync(root + file, "utf8")).version;

test("the changelog's newest release is this version", () => {
  const [, newest] = /^## (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d$/m.exec(readMarkdown("CHANGELOG.md")) ?? [];
  expect(newest).toBe(versionIn("package.json"));
  expect(versionIn("package-lock.json")).toBe(newest);
});
