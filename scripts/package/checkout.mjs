import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../process.mjs";
import { programsOf } from "./programs.mjs";

/** What of the checkout the one file is made from. `buildFolder` is the build's, relative to the root. */
export function readCheckout(buildFolder) {
  const { version, scripts } = readJson("package.json");
  return { buildFolder, version, programs: programsOf(scripts), lock: readJson("package-lock.json") };
}

const readJson = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
