import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { markdownFiles, readMarkdown, root } from "../../support/markdown.ts";

const FOLDER = "docs/pictures";
const MAX_BYTES = 150 * 1024;

const pictures = readdirSync(root + FOLDER);

test.each(pictures)(
  "%s is 1280 pixels wide, small, and shown with words for those who don't see it",
  (name) => {
    const bytes = readFileSync(`${root}${FOLDER}/${name}`);
    // The width stands in a PNG's first chunk (PNG specification, 11.2.1).
    expect(bytes.readUInt32BE(16)).toBe(1_280);
    expect(bytes.length).toBeLessThan(MAX_BYTES);
    const words = new RegExp(`!\\[[^\\]]{10,}\\]\\((?:docs/)?pictures/${name}\\)`);
    expect(markdownFiles().some((path) => words.test(readMarkdown(path)))).toBe(true);
  },
);
