import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../process.mjs";
import { withLock } from "./lock.mjs";
import { dropForeignRuntime, linkRuntime } from "./runtime.mjs";
import { runStep } from "./step.mjs";

/** Installs the dependencies if node_modules does not match package-lock.json. */
export async function install() {
  if (isInstalled(root)) return;
  await withLock("install", async () => {
    if (isInstalled(root)) return;
    const [program, ...args] = npm();
    await runStep("Installing dependencies", program, [...args, "ci", ...installOptions], {
      hint: "Check the network and the disk, or run `npm ci --ignore-scripts` by hand to see more.",
    });
    linkRuntime();
    await dropForeignRuntime();
  });
}

// Name development and optional packages, as NODE_ENV=production or an npmrc would leave them out, and a log
// level, as `npm run --silent` would hide npm's errors.
const installOptions = [
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/**
 * Whether node_modules holds every package of package-lock.json, by npm's own record of what it installed.
 * Compares contents and never times, which git sets as it likes. Optional packages may be missing, as they
 * are for other platforms.
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const present = packagesOf(join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** The npm that started this script, run by its own Node: the install may remove the `node` on PATH. */
function npm() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  const usable = cli && node && basename(cli) === "npm-cli.js" && existsSync(cli) && existsSync(node);
  return usable ? [node, cli] : ["npm"];
}
