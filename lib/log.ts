import { type Logger, pino } from "pino";
import type { LogLevel } from "./env.ts";
import { settings } from "./settings.ts";

export type { Logger };

/** JSON lines on stdout. Callers log ids and outcomes, never a request's body or a secret. */
export function createLogger(level: LogLevel, part: string): Logger {
  return pino({ level, base: { part }, timestamp: pino.stdTimeFunctions.isoTime });
}

const loggers = new Map<string, Logger>();

/** The logger of a part of the HTTP thread. */
export function log(part: string): Logger {
  const known = loggers.get(part) ?? createLogger(settings().logLevel, part);
  loggers.set(part, known);
  return known;
}
