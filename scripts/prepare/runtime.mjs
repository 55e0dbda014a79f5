import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root, runProcess } from "../process.mjs";
import { StepFailed, say } from "./step.mjs";

const oldestMajor = 24;
const pinned = join(root, "node_modules", ".bin", "node");

/** The Node.js that npm's scripts get: the one from the dependencies, else the host's. */
export function runtime() {
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Throws if that Node.js is too old to run TypeScript. */
export async function checkRuntime() {
  const version = await versionOf(runtime());
  if (Number.parseInt(version, 10) >= oldestMajor) return;
  throw new StepFailed(
    `Tocsin runs on Node.js ${oldestMajor} or newer and found ${version || "none that starts"}. ` +
      `It brings its own on Linux (glibc) for x64 and arm64; here (${process.platform} ${process.arch}), ` +
      `install Node.js ${oldestMajor} and start again.`,
    1,
  );
}

/**
 * Links the Node.js from the dependencies to where npm's scripts find it. npm does so itself, but not the one of
 * Debian 13. Returns whether there was something to do. `modules` is the folder node_modules, absolute.
 */
export function linkRuntime(modules = join(root, "node_modules")) {
  const program = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  const link = join(modules, ".bin", "node");
  if (existsSync(link) || !existsSync(program)) return false;
  mkdirSync(dirname(link), { recursive: true });
  chmodSync(program, 0o755);
  symlinkSync(relative(dirname(link), program), link);
  return true;
}

/**
 * Removes the Node.js from the dependencies if it does not start (with a C library other than glibc), so that
 * npm's scripts get the host's.
 */
export async function dropForeignRuntime() {
  if (!existsSync(pinned) || (await versionOf(pinned))) return;
  say("The Node.js that comes with Tocsin does not start here: using the host's.");
  rmSync(pinned);
}

async function versionOf(node) {
  if (realpathSync(node) === realpathSync(process.execPath)) return process.versions.node;
  const { code, output } = await runProcess(node, ["--version"], { output: "keep" });
  return code === 0 ? output.trim().replace(/^v/, "") : "";
}
