import { existsSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

/*
 * Loaded before the server in each of its threads: its wall clock goes by as many milliseconds as the file says;
 * timers go on as they do where an operator sets the system's time.
 */

const FILE = process.env.TOCSIN_CLOCK_SHIFT ?? "";
const LOOK_EVERY_MS = 50;
const RealDate = Date;
let shift = 0;

const now = (): number => RealDate.now() + shift;

class ShiftedDate extends RealDate {
  // Next puts a Date of its own in place of this one, with what is ours alone and not what it inherits.
  static override parse = RealDate.parse;
  static override UTC = RealDate.UTC;

  static override now(): number {
    return now();
  }

  constructor(...args: unknown[]) {
    super(...((args.length === 0 ? [now()] : args) as [number]));
  }
}

function look(): void {
  if (existsSync(FILE)) shift = Number(readFileSync(FILE, "utf8"));
}

function shiftUptime(): void {
  const uptime = os.uptime.bind(os);
  os.uptime = () => uptime() + shift / 1_000;
  syncBuiltinESMExports();
}

if (process.env.TOCSIN_CLOCK_PASSES) shiftUptime();
globalThis.Date = ShiftedDate as DateConstructor;
look();
setInterval(look, LOOK_EVERY_MS).unref();
