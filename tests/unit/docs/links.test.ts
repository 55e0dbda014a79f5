import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { markdownFiles, readMarkdown, root, withoutBlocks } from "../../support/markdown.ts";

const files = markdownFiles();

/** Where the page's links and pictures lead, but for other sites. */
const linksOf = (path: string): string[] =>
  [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The page without its examples and code. */
const proseOf = (path: string): string => withoutBlocks(readMarkdown(path)).replace(/`[^`\n]*`/g, "`code`");

/** The anchors of the page's headings, as GitHub makes them. */
function anchorsOf(path: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(readMarkdown(path)).matchAll(/^#+ (.+)$/gm)) {
    const plain = anchorOf(heading);
    const again = [...anchors].filter((one) => one.replace(/-\d+$/, "") === plain).length;
    anchors.add(again === 0 ? plain : `${plain}-${again}`);
  }
  return anchors;
}

const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Connector_Punctuation}\- ]/gu, "")
    .replaceAll(" ", "-");

test("there are pages to look at", () => {
  expect(files).toEqual(expect.arrayContaining(["README.md", "docs/README.md", "docs/formats/slack.md"]));
});

test.each(files)("every link of %s leads somewhere", (path) => {
  const astray = linksOf(path).filter((link) => {
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? path : normalize(join(dirname(path), decodeURIComponent(target)));
    if (file.startsWith("..") || !existsSync(root + file)) return true;
    if (anchor === undefined) return false;
    return !statSync(root + file).isFile() || !anchorsOf(file).has(anchor);
  });
  expect(astray).toEqual([]);
});

test.each([
  ["Single sign-on", "single-sign-on"],
  ["What `GET /livez` says", "what-get-livez-says"],
  ["Tocsin's own alerts", "tocsins-own-alerts"],
  ["[Linked](x.md): a heading", "linked-a-heading"],
])("the anchor of the heading %j is %s", (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});

test("every page of docs/ is linked in its index", () => {
  const pages = files.filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== "docs/README.md");
  const linked = linksOf("docs/README.md").map((link) => normalize(`docs/${link.split("#")[0]}`));
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

test("the README stays two screens", () => {
  expect(readMarkdown("README.md").split("\n").length).toBeLessThan(70);
});
