import { type Logger, pino } from "pino";
import type { LogLevel } from "./env.ts";
import { currentRequestId } from "./request-id.ts";
import { settings } from "./settings.ts";

export type { Logger };

/**
 * Makes a logger that writes JSON lines to stdout. Callers log ids and outcomes, never a request's body or a
 * secret.
 */
export function createLogger(level: LogLevel, part: string): Logger {
  return pino(
    {
      level,
      base: { part },
      mixin: ofRequest,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: escapeLineEnds },
    },
    stdout(),
  );
}

/** A line belongs to the request that it is written for. */
function ofRequest(): { request_id?: string } {
  const id = currentRequestId();
  return id === undefined ? {} : { request_id: id };
}

let destination: ReturnType<typeof pino.destination> | null = null;

/** Writes to the file descriptor: the stream's own write becomes a line of the log too (own-output.ts). */
const stdout = () => (destination ??= pino.destination({ fd: 1, sync: true }));

/**
 * Escapes characters that JSON leaves alone, but that some readers take for the end of a line and terminals
 * for commands.
 */
export const escapeLineEnds = (line: string): string =>
  line.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A log line that says why the process ends, for use before there is a logger. */
export const fatalLine = (part: string, msg: string): string =>
  escapeLineEnds(`${JSON.stringify({ level: 60, time: new Date().toISOString(), part, msg })}\n`);

const loggers = new Map<string, Logger>();

/** The logger of a part of the HTTP thread. */
export function log(part: string): Logger {
  const known = loggers.get(part) ?? createLogger(settings().logLevel, part);
  loggers.set(part, known);
  return known;
}
