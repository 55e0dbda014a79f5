// Writes the pages of docs/formats and docs/sources, and the generated parts of other pages, from what the product uses.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generators, parts, withPart } from "./docs/generators.ts";
import { root } from "./process.mjs";

for (const { folder, pages } of generators) {
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const { path, text } of pages()) write(path, text);
}
for (const part of parts) write(part.page, withPart(readFileSync(join(root, part.page), "utf8"), part));

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
