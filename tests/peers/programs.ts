import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { atExit } from "../support/at-exit.ts";
import { findProgram } from "../support/debian-program.ts";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/until.ts";

const PACKAGES = {
  prometheus: "prometheus",
  "prometheus-alertmanager": "prometheus-alertmanager",
  amtool: "prometheus-alertmanager",
  nginx: "nginx",
  caddy: "caddy",
  "systemd-analyze": "systemd",
} as const;
type Program = keyof typeof PACKAGES;

const UNUSUAL: Partial<Record<Program, Parameters<typeof findProgram>[2]>> = {
  nginx: { folder: "usr/sbin", version: ["-v"] },
  caddy: { version: ["version"] },
};

/** The program itself. Throws if it can't be had: these tests are worth nothing without it. */
export async function program(name: Program): Promise<string> {
  const found = await findProgram(name, PACKAGES[name], UNUSUAL[name]);
  if (found !== null) return found;
  throw new Error(`${name} is missing: install Debian's package ${PACKAGES[name]}.`);
}

export type Peer = AsyncDisposable & {
  /** Without a trailing slash. */
  readonly url: string;
  /** Everything that it has printed so far. */
  output(): string;
};

/** Starts Prometheus with that configuration beside those files, and waits until it is ready. */
export const startPrometheus = (configuration: string, files: Record<string, string>): Promise<Peer> =>
  startPeer("prometheus", { "prometheus.yml": configuration, ...files }, (port) => [
    "--config.file=prometheus.yml",
    "--storage.tsdb.path=data",
    `--web.listen-address=127.0.0.1:${port}`,
    "--rules.alert.resend-delay=1s",
    "--log.level=warn",
  ]);

/** Starts Alertmanager with that configuration, and waits until it is ready. */
export const startAlertmanager = (configuration: string): Promise<Peer> =>
  startPeer("prometheus-alertmanager", { "alertmanager.yml": configuration }, (port) => [
    "--config.file=alertmanager.yml",
    "--storage.path=data",
    `--web.listen-address=127.0.0.1:${port}`,
    "--cluster.listen-address=",
    "--log.level=warn",
  ]);

/**
 * Starts the program beside those files, in a folder of its own that is also its home, and waits until it is
 * ready. It listens at the port that its arguments get.
 */
export async function startPeer(
  name: Program,
  files: Record<string, string>,
  argumentsFor: (port: number) => string[],
  looksReady: (url: string) => Promise<boolean> = isReady,
): Promise<Peer> {
  const path = await program(name);
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder.path, file), text);
  const port = await freePort();
  const env = { ...process.env, HOME: folder.path };
  const child = spawn(path, argumentsFor(port), { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
  const forget = atExit(() => child.kill("SIGKILL"));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const dispose = async () => {
    child.kill("SIGKILL");
    await ended;
    forget();
    folder[Symbol.dispose]();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await until(`${name} to be ready`, () => looksReady(url), 60_000);
  } catch (error) {
    await dispose();
    throw new Error(`${name} did not start: ${String(error)}\n${said.join("")}`);
  }
  return { url, output: () => said.join(""), [Symbol.asyncDispose]: dispose };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

export type Ran = { code: number; output: string };

/** Runs a script of the shell in an empty folder, with amtool on its PATH. */
export async function runWithAmtool(script: string): Promise<Ran> {
  const amtool = await program("amtool");
  using folder = temporaryFolder();
  const env = { ...process.env, PATH: `${amtool.replace(/\/?amtool$/, "")}:${process.env.PATH}` };
  return await new Promise((resolve) => {
    execFile("sh", ["-ec", script], { cwd: folder.path, env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === "number" ? error.code : error ? 1 : 0,
        output: stdout + stderr,
      }),
    );
  });
}
