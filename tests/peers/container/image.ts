import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { atExit } from "../../support/at-exit.ts";
import { unpackInto } from "../../support/debian-program.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const checkout = here("../../..");

/** Buildah with its libraries, and what makes a Debian: as Debian 12 calls them. */
const PACKAGES = [
  "buildah",
  "libgpgme11",
  "libassuan0",
  "libdevmapper1.02.1",
  "libseccomp2",
  "libsubid4",
  "mmdebstrap",
];

/** The image's configuration, as far as it is looked at. */
type ImageConfig = {
  User: string;
  Env: string[];
  Entrypoint: string[];
  Volumes: Record<string, object>;
  Labels: Record<string, string>;
  Healthcheck: { Test: string[] };
};

export type Image = Disposable & {
  /** The folder with its files. */
  readonly root: string;
  readonly config: ImageConfig;
};

/** Builds the image of this checkout by its Dockerfile, on a fresh Debian. */
export async function buildImage(): Promise<Image> {
  const work = temporaryFolder();
  try {
    const tools = join(work.path, "tools");
    mkdirSync(tools);
    await unpackInto(tools, PACKAGES);
    await build(work.path);
    return {
      root: readFileSync(join(work.path, "root.txt"), "utf8").trim(),
      config: JSON.parse(readFileSync(join(work.path, "image.json"), "utf8")).Docker.config,
      [Symbol.dispose]: () => work[Symbol.dispose](),
    };
  } catch (error) {
    work[Symbol.dispose]();
    throw error;
  }
}

/** In a space of processes of its own, so that nothing of it outlives the test. */
async function build(work: string): Promise<void> {
  const apart = ["--mount", "--mount-proc", "--pid", "--fork", "--kill-child"];
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const building = run("unshare", [...apart, here("build.sh"), work, checkout], options);
  const forget = atExit(() => building.child.kill("SIGKILL"));
  await building.finally(forget);
}

export type Ran = { code: number | null; output: string };

/** Runs a program in the image, as its user, with its variables and those given, and `data` at /data. */
export async function runIn(
  image: Image,
  data: Folder,
  program: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const child = start(image, data, program, env);
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output: out + err };
}

export type Container = AsyncDisposable & {
  output(): string;
  /** Sends SIGTERM to its first process, as a container's end does; resolves with the exit code. */
  stop(): Promise<number | null>;
};

/** Starts the image with its own entry point. */
export function startContainer(image: Image, data: Folder, env: Record<string, string>): Container {
  const child = start(image, data, image.config.Entrypoint, env);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    output: () => said.join(""),
    stop() {
      const first = firstProcess(child);
      if (first !== null) process.kill(first, "SIGTERM");
      return ended;
    },
    async [Symbol.asyncDispose]() {
      end(child);
      await ended;
    },
  };
}

function start(
  { root, config }: Image,
  data: Folder,
  program: readonly string[],
  env: Record<string, string>,
): ChildProcessWithoutNullStreams {
  const variables = [...config.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  const args = ["--mount", "--pid", "--fork", "--kill-child", here("run.sh"), root, data.path, config.User];
  const child = spawn("unshare", [...args, ...variables, ...program]);
  child.once(
    "close",
    atExit(() => end(child)),
  );
  return child;
}

/** Ends the first process, and all others with it: it has changed its user, so it would outlive unshare. */
function end(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const first = firstProcess(child);
  if (first === null) child.kill("SIGKILL");
  else process.kill(first, "SIGKILL");
}

/** The process that has the id 1 in the container: the only child of unshare. Null if there is none yet. */
function firstProcess({ pid }: ChildProcessWithoutNullStreams): number | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children === "" ? null : Number(children);
}
