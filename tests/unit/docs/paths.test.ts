import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { markdownFiles, readMarkdown, root, withoutBlocks } from "../../support/markdown.ts";

const FOLDERS = ["app", "components", "db", "docs", "lib", "public", "scripts", "tests"];
const PATH = new RegExp(`\`((?:${FOLDERS.join("|")})/[^\`\\s:]*)\``, "g");

/** The paths that the page names in its text. */
const pathsOf = (page: string): string[] => [
  ...new Set([...withoutBlocks(readMarkdown(page)).matchAll(PATH)].map(([, path = ""]) => path)),
];

/** Whether there is such a file or folder; `<type>` and `NNNN_…` stand for any name, and a module for its file. */
function exists(path: string): boolean {
  const pattern = path.replace(/<[^>]+>|NNNN_\w+/g, "*");
  if (pattern !== path) return globSync(pattern, { cwd: root }).length > 0;
  return [path, `${path}.ts`].some((one) => existsSync(root + one));
}

test.each(["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md"])(
  "every path that %s names exists",
  (page) => {
    expect(pathsOf(page).length).toBeGreaterThan(5);
    expect(pathsOf(page).filter((path) => !exists(path))).toEqual([]);
  },
);

test("a path that leads nowhere is found", () => {
  expect(exists("lib/domain/source/<type>.ts")).toBe(true);
  expect(exists("app/(console)/mutes/actions.ts")).toBe(true);
  expect(exists("lib/domain/source/nowhere.ts")).toBe(false);
});

test("every npm script that a page names exists", () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  const named = markdownFiles().flatMap((page) =>
    [...readMarkdown(page).matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name = ""]) => name),
  );
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
