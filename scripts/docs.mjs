// Writes the pages of docs/formats and the README's tables from the descriptions that the product uses.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generators, withTable } from "./docs/generators.ts";
import { root } from "./process.mjs";

for (const { folder, pages, table } of generators) {
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const { path, text } of pages()) write(path, text);
  const readme = join(root, "README.md");
  writeFileSync(readme, withTable(readFileSync(readme, "utf8"), folder, table()));
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
