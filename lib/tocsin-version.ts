import { readFileSync } from "node:fs";

const read: { version: string } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** The version of Tocsin, which package.json alone says. Not for Next's bundles, which lie elsewhere. */
export const TOCSIN_VERSION: string = read.version;
