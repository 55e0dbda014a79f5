import { formatPages } from "./format-page.ts";
import type { Generator, Part } from "./generator.ts";
import { settingsTable } from "./settings-table.ts";
import { snippetParts } from "./snippet-parts.ts";
import { sourcePages } from "./source-page.ts";

/** The folders of pages that `npm run docs` writes. */
export const generators: readonly Generator[] = [formatPages, sourcePages];

/** The parts of other pages that it writes. */
export const parts: readonly Part[] = [
  ...generators.map(({ table }) => table),
  settingsTable,
  ...snippetParts,
];

/** Puts a part between its two comments in the text of its page. Throws if the page lacks them. */
export function withPart(page: string, { page: path, name, text }: Part): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path} needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, from)}${begin}\n${text()}\n${page.slice(to)}`;
}
