import { readFileSync, writeFileSync } from "node:fs";

const MIB = 1024;

/** Memory of a process in MiB: what it holds now, and the most that it held since `forgetPeak`. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / MIB;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** From here on the peak is counted anew. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");
