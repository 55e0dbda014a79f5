import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at the end. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every Markdown file that people read, by its path from the root. */
export const markdownFiles = (): string[] => [
  ...readdirSync(root).filter(isMarkdown),
  ...["docs", "lib", "tests", "deploy"].flatMap(markdownBelow),
];

const isMarkdown = (name: string): boolean => name.endsWith(".md");

function markdownBelow(folder: string): string[] {
  const names = readdirSync(root, { withFileTypes: true }).some((one) => one.name === folder)
    ? readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    : [];
  return names.filter(isMarkdown).map((name) => `${folder}/${name}`);
}

export const readMarkdown = (path: string): string => readFileSync(root + path, "utf8");

/** A fenced block: the heading that it stands under, its language and its text. */
export type Block = { heading: string; language: string; text: string; at: number };

const FENCED = /^(`{3,})(\w*)\n([\s\S]*?)\n\1$/gm;

/** The fenced blocks of a page, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(FENCED)].map(({ index, 2: language = "", 3: text = "" }) => ({
    heading: headingBefore(markdown, index),
    language,
    text,
    at: index,
  }));
}

const headingBefore = (markdown: string, at: number): string =>
  [...withoutBlocks(markdown.slice(0, at)).matchAll(/^#+ (.+)$/gm)].at(-1)?.[1] ?? "";

/** The page with its fenced blocks blanked, so that a comment of the shell is no heading. */
export const withoutBlocks = (markdown: string): string => markdown.replace(FENCED, "");
