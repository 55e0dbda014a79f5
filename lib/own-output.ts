import { format } from "node:util";
import type { Logger } from "./log.ts";

/**
 * From now on, every line that this thread prints becomes a line of the log. Libraries print to the console
 * and Node.js prints warnings, and both may hold line breaks from a request.
 */
export function logAllOutput(log: Logger): void {
  Object.assign(globalThis.console, consoleOf(log));
  // Node.js prints warnings with a listener of its own.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, "a warning of Node.js"));
  // The logger does not use these: it writes to the file descriptor.
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { write: writeTo(log) });
}

/** A console that logs for debugging what Next says about its progress, and logs its complaints as such. */
function consoleOf(log: Logger) {
  const at =
    (level: "debug" | "warn" | "error") =>
    (...args: unknown[]) =>
      log[level](format(...args));
  const [debug, warn, error] = [at("debug"), at("warn"), at("error")];
  return { log: debug, info: debug, debug, dir: debug, table: debug, warn, trace: warn, error };
}

function writeTo(log: Logger) {
  return (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    log.warn(Buffer.from(chunk).toString().trimEnd());
    const done = rest.find((one) => typeof one === "function");
    if (done !== undefined) queueMicrotask(() => done());
    return true;
  };
}
