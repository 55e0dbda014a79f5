import { readFileSync, writeFileSync } from "node:fs";

const MIB = 1024;

/** A process's memory in MiB: what it uses now, and the peak since `forgetPeak`. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / MIB;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** Starts a new peak. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");
