import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const patienceAfterSignalMs = 3_000;

/** A program was stopped by Ctrl-C or because the shell that started it ended. */
export class Stopped extends Error {
  exitCode;

  constructor(signal) {
    super("Stopped.");
    this.exitCode = 128 + signalNumbers[signal];
  }
}

/**
 * Runs a program to its end, in the checkout's root, with the dependencies' programs first on PATH. `output`
 * is "show" (straight to this process's stdout and stderr) or "keep" (returned, both streams in the order in
 * which they came). Resolves with the exit code, 127 if there is no such program and 124 after `timeoutMs`.
 * Throws `Stopped` if a signal asked this process to end; the program has ended by then.
 */
export async function runProcess(program, args, { env = {}, output = "show", timeoutMs = 0 } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...withDependenciesFirst(process.env), ...env },
    stdio: output === "show" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  const kept = [];
  child.stdout?.on("data", (chunk) => kept.push(chunk));
  child.stderr?.on("data", (chunk) => kept.push(chunk));

  const watch = endWithUs(child, timeoutMs);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      kept.push(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    child.once("close", (exitCode, signal) => resolve(exitCode ?? 128 + (signalNumbers[signal] ?? 9)));
  });
  watch.release();
  if (watch.signal) throw new Stopped(watch.signal);
  return { code: watch.timedOut ? 124 : code, output: Buffer.concat(kept).toString() };
}

function withDependenciesFirst(env) {
  return { ...env, PATH: [join(root, "node_modules", ".bin"), env.PATH].filter(Boolean).join(delimiter) };
}

/** Passes signals on to the child, and ends it when this process's parent is gone or its time is up. */
function endWithUs(child, timeoutMs) {
  const watch = { signal: undefined, timedOut: false, release };
  const timers = [];
  const signals = Object.keys(signalNumbers);

  const end = (signal) => {
    child.kill(signal);
    timers.push(setTimeout(() => child.kill("SIGKILL"), patienceAfterSignalMs));
  };
  const stop = (signal) => {
    if (!watch.signal) end(signal);
    watch.signal ??= signal;
  };
  // npm passes SIGTERM only to its shell, which dies without passing it on.
  const parent = process.ppid;
  timers.push(setInterval(() => process.ppid !== parent && stop("SIGTERM"), 500));
  if (timeoutMs > 0) {
    timers.push(
      setTimeout(() => {
        watch.timedOut = true;
        end("SIGTERM");
      }, timeoutMs),
    );
  }
  for (const signal of signals) process.on(signal, stop);

  function release() {
    for (const timer of timers) clearTimeout(timer);
    for (const signal of signals) process.off(signal, stop);
  }
  return watch;
}
