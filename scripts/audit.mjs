// Reports the advisories about the dependencies in package-lock.json. It exits with 1 on a high or critical
// one and with 2 if the registry could not be asked. It is no part of `npm test`, so that a new advisory
// doesn't fail a change that has nothing to do with it.
import { spawnSync } from "node:child_process";
import { root } from "./process.mjs";
import { verdictOf } from "./supply-chain/advisories.mjs";

const { stdout } = spawnSync("npm", ["audit", "--json", "--package-lock-only"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const { lines, exitCode } = verdictOf(stdout ?? "");
for (const line of lines) console.log(line);
process.exitCode = exitCode;
