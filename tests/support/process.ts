import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atExit } from "./at-exit.ts";

/** The checkout that this file belongs to. */
const thisCheckout = fileURLToPath(new URL("../..", import.meta.url));

/** The folder into which `npm test` builds the pages. */
export const buildFolder = process.env.TOCSIN_BUILD_DIR || ".next-test";

/** What the scripts of package.json give to Node.js. */
const asNpmDoes = [
  "--max-semi-space-size=16",
  "--max-old-space-size=512",
  "--import",
  "./scripts/drizzle-as-cjs.mjs",
];

/** What a program is started through: root without its privileges, to whom the modes of files count as to anybody. */
export const unprivileged: readonly string[] =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"] : [];

/**
 * Starts one of Tocsin's own programs under the Node.js that npm's scripts get. Of our environment only what
 * any program needs is handed on, so that settings of whoever runs the tests have no say. The program is this
 * checkout's unless another one is given.
 */
export function startNode(
  args: string[],
  env: Record<string, string>,
  through: readonly string[] = [],
  checkout = thisCheckout,
): ChildProcessWithoutNullStreams {
  const pinnedNode = join(checkout, "node_modules", ".bin", "node");
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const [program = node, ...rest] = [...through, node, ...asNpmDoes, ...args];
  const child = spawn(program, rest, {
    cwd: checkout,
    env: { ...inherited("PATH", "HOME", "TMPDIR"), ...env } as NodeJS.ProcessEnv,
  });
  child.once(
    "close",
    atExit(() => child.kill("SIGKILL")),
  );
  return child;
}

/** Starts the one file in that folder, with nothing in its environment but `env`: no PATH, no home. */
export function startOneFile(
  file: string,
  args: string[],
  env: Record<string, string>,
  cwd: string,
): ChildProcessWithoutNullStreams {
  const child = spawn(file, args, { cwd, env: env as NodeJS.ProcessEnv });
  child.once(
    "close",
    atExit(() => child.kill("SIGKILL")),
  );
  return child;
}

function inherited(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
