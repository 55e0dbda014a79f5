import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { atExit } from "../../support/at-exit.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { until } from "../../support/until.ts";
import { program } from "../programs.ts";

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const checkout = here("../../..");

/** A Debian that systemd has booted, as a process of this machine. */
export type Machine = AsyncDisposable & {
  /** The folder with its files. */
  readonly root: string;
  /** Runs a script of the shell as root, in the folder that holds deploy/ and `tocsin`, as the archive does. Resolves with its output. */
  sh(script: string): Promise<string>;
};

/** Boots a fresh Debian 12 with systemd. It has a program in the one file's place, which starts this checkout. */
export async function bootMachine(): Promise<Machine> {
  const mmdebstrap = await program("mmdebstrap");
  const folder = temporaryFolder();
  const root = join(folder.path, "root");
  const options = ["--quiet", "--mode=root", "--variant=minbase", "--dpkgopt=force-unsafe-io"];
  const include = "--include=systemd,systemd-sysv,dbus";
  await run(mmdebstrap, [
    ...options,
    include,
    "bookworm",
    root,
    "deb http://deb.debian.org/debian bookworm main",
  ]);
  mkdirSync(join(root, "opt/tocsin"));
  cpSync(join(checkout, "deploy"), join(root, "root/deploy"), { recursive: true });
  cpSync(join(checkout, "deploy/container/tocsin"), join(root, "root/tocsin"));

  const apart = ["--mount", "--pid", "--fork", "--uts", "--ipc", "--cgroup", "--kill-child"];
  const child = spawn("unshare", [...apart, here("boot.sh"), root, checkout], { stdio: "ignore" });
  const forget = atExit(() => child.kill("SIGKILL"));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const first = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
  const sh = async (script: string): Promise<string> => {
    const inside = ["--target", first(), "--mount", "--pid", "--uts", "--ipc", "--cgroup", "--root"];
    const { stdout } = await run("nsenter", [...inside, "sh", "-ec", `cd /root; ${script}`], {
      env: { ...process.env, PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin" },
    });
    return stdout;
  };
  const isBooted = () =>
    sh("systemctl is-active multi-user.target").then(
      () => true,
      () => false,
    );
  await until("systemd to be up", isBooted, 60_000);
  return {
    root,
    sh,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      forget();
      rmSync(root, { recursive: true, force: true });
      folder[Symbol.dispose]();
    },
  };
}
