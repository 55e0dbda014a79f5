import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../process.mjs";
import { compress } from "./compress.mjs";
import { withLock } from "./lock.mjs";
import { runtime } from "./runtime.mjs";
import { runStep } from "./step.mjs";

/** All files that the built pages depend on. */
const sources = [
  "app",
  "components",
  "lib",
  "db",
  "public",
  "next.config.ts",
  "scripts/prepare/plain-toaster.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/**
 * Builds the pages into the folder (relative to the root) if their sources have changed since its last build.
 */
export async function build(folder) {
  if (isBuilt(folder)) return;
  await withLock(`build ${folder}`, async () => {
    if (isBuilt(folder)) return;
    // Hash before the build, so that a file that changes meanwhile is built next time.
    const hash = hashOf(root, sources);
    rmSync(stampOf(folder), { force: true });
    await runStep("Building", runtime(), [join("node_modules", "next", "dist", "bin", "next"), "build"], {
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", TOCSIN_BUILD_DIR: folder },
      hint: "The message above names the file at fault.",
    });
    await compress(join(root, folder));
    writeFileSync(stampOf(folder), hash);
  });
}

function isBuilt(folder) {
  try {
    return readFileSync(stampOf(folder), "utf8") === hashOf(root, sources);
  } catch {
    return false;
  }
}

function stampOf(folder) {
  return join(root, folder, "sources.sha256");
}

/** SHA-256 over the names and contents of the given files and folders. Missing ones count as absent. */
export function hashOf(base, paths) {
  const hash = createHash("sha256");
  for (const path of filesUnder(base, paths)) {
    const content = readFileSync(join(base, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesUnder(base, paths) {
  return paths.flatMap((path) => {
    const entry = statSync(join(base, path), { throwIfNoEntry: false });
    if (!entry?.isDirectory()) return entry ? [path] : [];
    const names = readdirSync(join(base, path)).sort();
    return filesUnder(
      base,
      names.map((name) => `${path}/${name}`),
    );
  });
}
