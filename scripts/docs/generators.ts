import { formatPages } from "./format-page.ts";
import type { Generator } from "./generator.ts";
import { sourcePages } from "./source-page.ts";

/** All that `npm run docs` writes. */
export const generators: readonly Generator[] = [formatPages, sourcePages];

/** Puts a generator's table between its two marks in the README. Throws if the README lacks them. */
export function withTable(readme: string, folder: string, table: string): string {
  const [begin, end] = [`<!-- ${folder} -->`, `<!-- end of ${folder} -->`];
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md needs the lines ${begin} and ${end}.`);
  return `${readme.slice(0, from)}${begin}\n${table}\n${readme.slice(to)}`;
}
