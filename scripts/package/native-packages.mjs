import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { StepFailed } from "../prepare/step.mjs";
import { root, runProcess } from "../process.mjs";

/**
 * The folder of a package that may be for another platform: where npm installed it, else fetched from the
 * registry into `cache` and checked against package-lock.json. `path` is its path there.
 */
export async function nativePackage(path, lock, cache) {
  const installed = join(root, path);
  if (existsSync(join(installed, "package.json"))) return installed;
  const entry = lock.packages[path];
  if (!entry) throw new StepFailed(`package-lock.json has no ${path}.`, 1);
  const folder = join(cache, `${basename(path)}-${entry.version}`);
  const archive = `${folder}.tgz`;
  mkdirSync(cache, { recursive: true });
  if (!isIntact(archive, entry.integrity)) await fetchPackage(path, entry, cache, archive);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await orFail("tar", ["-xzf", archive, "-C", folder, "--strip-components=1"]);
  return folder;
}

function isIntact(archive, integrity) {
  const [algorithm, expected] = integrity.split(/-(.*)/s);
  return (
    existsSync(archive) && createHash(algorithm).update(readFileSync(archive)).digest("base64") === expected
  );
}

async function fetchPackage(path, { version, integrity }, cache, archive) {
  const name = path.replace(/^.*node_modules\//, "");
  await orFail("npm", ["pack", `${name}@${version}`, "--pack-destination", cache, "--silent"]);
  const fetched = join(cache, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  if (!isIntact(fetched, integrity))
    throw new StepFailed(`${name} from the registry isn't what package-lock.json names.`, 1);
  if (fetched !== archive) await orFail("mv", [fetched, archive]);
}

async function orFail(program, args) {
  const { code, output } = await runProcess(program, args, { output: "keep" });
  if (code !== 0) throw new StepFailed(`${program} ${args[0]} failed: ${output.trim()}`, code);
}
