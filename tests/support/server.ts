import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { Arrivals } from "./arrivals.ts";
import { temporaryFolder } from "./folder.ts";
import { buildFolder, startNode, startOneFile } from "./process.ts";

type LogLine = Record<string, unknown> & { msg?: string };

export type Tocsin = AsyncDisposable & {
  /** Without a trailing slash. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** The JSON lines of its log so far. */
  logs(): LogLine[];
  /** Everything that it has printed so far, on both streams. */
  output(): string;
  /** Waits for a matching line in its log. */
  waitForLog(wanted: (line: LogLine) => boolean, timeoutMs?: number): Promise<LogLine>;
  /** The link for making the first admin, on this server's address. */
  setupUrl(): Promise<string>;
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL, which ends it like a power cut. */
  kill(): Promise<void>;
};

export type TocsinOptions = {
  /** Environment variables besides PORT, HOST and DATA_DIR, which the harness sets. */
  env?: Record<string, string>;
  /** A data folder that stays. Without it, the server gets an empty one that is removed with it. */
  dataDir?: string;
  mode?: "production" | "development";
  /** Another program that starts the same process. */
  program?: string;
  /** A command that starts it, such as `unprivileged`. */
  through?: readonly string[];
  /** The folder of another checkout whose server is started. */
  checkout?: string;
  /** The one file, which is started instead in its data folder, without any environment but `env`. */
  oneFile?: string;
};

const startWithinMs = { production: 90_000, development: 90_000 };
const stopWithinMs = 15_000;

/**
 * Starts the real server on a free loopback port and waits until it listens: `await using tocsin = await
 * startTocsin()`. To restart one on its data, pass the first one's `dataDir`. Throws with its output if it
 * ends or is not ready within 90 s.
 */
export async function startTocsin(options: TocsinOptions = {}): Promise<Tocsin> {
  const mode = options.mode ?? "production";
  const ownFolder = options.dataDir === undefined ? temporaryFolder() : undefined;
  const dataDir = options.dataDir ?? ownFolder?.path ?? "";
  const program = options.program ?? "server.ts";
  const env = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, ...options.env };
  const args = mode === "development" ? [program, "--dev"] : [program];
  const child =
    options.oneFile === undefined
      ? startNode(args, { TOCSIN_BUILD_DIR: buildFolder, ...env }, options.through, options.checkout)
      : startOneFile(options.oneFile, [], env, dataDir);
  const lines = linesOf(child);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  const dispose = async () => {
    await kill();
    ownFolder?.[Symbol.dispose]();
  };

  try {
    const url = await Promise.race([listening(lines, startWithinMs[mode]), failWhenEnded(ended)]);
    return {
      url,
      dataDir,
      pid: child.pid ?? 0,
      logs: () => parsed(lines.all),
      output: () => lines.all.join("\n"),
      waitForLog: (wanted, timeoutMs) => waitForLine(lines, wanted, timeoutMs),
      setupUrl: () => setupUrl(lines, url),
      stop: () => stop(child, ended),
      kill,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw new Error(`Tocsin did not start: ${String(error)}\n${lines.all.join("\n")}`);
  }
}

function linesOf(child: ChildProcessWithoutNullStreams): Arrivals<string> {
  const lines = new Arrivals<string>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.add(line));
  return lines;
}

async function listening(lines: Arrivals<string>, timeoutMs: number): Promise<string> {
  const line = await waitForLine(
    lines,
    ({ msg, url }) => msg === "listening" && typeof url === "string",
    timeoutMs,
  );
  return String(line.url).replace(/\/$/, "");
}

async function failWhenEnded(ended: Promise<number | null>): Promise<never> {
  throw new Error(`it ended with exit code ${await ended}.`);
}

async function waitForLine(lines: Arrivals<string>, wanted: (line: LogLine) => boolean, timeoutMs?: number) {
  const all = await lines.waitFor((some) => parsed(some).some(wanted), "a line of the log", timeoutMs);
  const found = parsed(all).find(wanted);
  if (!found) throw new Error("The line is gone.");
  return found;
}

async function setupUrl(lines: Arrivals<string>, url: string): Promise<string> {
  const link = /\/setup\?token=[^\s"]+/;
  const all = await lines.waitFor((some) => some.some((line) => link.test(line)), "the set-up link");
  return url + (link.exec(all.join("\n"))?.[0] ?? "");
}

function parsed(lines: readonly string[]): LogLine[] {
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

async function stop(
  child: ChildProcessWithoutNullStreams,
  ended: Promise<number | null>,
): Promise<number | null> {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  const code = await ended;
  clearTimeout(late);
  return code;
}
