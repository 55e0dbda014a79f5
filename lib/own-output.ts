import { format } from "node:util";
import type { Logger } from "./log.ts";

/**
 * From here on every line that this thread writes is a line of the log, whoever writes it: libraries print to the
 * console, Node.js its warnings, and what they print may hold line breaks that a request brought along.
 */
export function logAllOutput(log: Logger): void {
  Object.assign(globalThis.console, consoleOf(log));
  // Node.js prints warnings by a listener of its own.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, "a warning of Node.js"));
  // The logger itself writes past these, to the file descriptor.
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { write: writeTo(log) });
}

/** What Next tells of its progress is for debugging; what it complains of is not. */
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
