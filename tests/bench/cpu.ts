import { readdirSync, readFileSync } from "node:fs";

/** CPU time by thread, in ns: the HTTP thread, the engine, V8's helpers, libuv's pool, all others. */
export type Cpu = { http: number; engine: number; v8: number; pool: number; other: number };

export const totalOf = ({ http, engine, v8, pool, other }: Cpu): number => http + engine + v8 + pool + other;

/** CPU time that a process and its descendants have used so far. */
export function cpuOf(pid: number): Cpu {
  const sum: Cpu = { http: 0, engine: 0, v8: 0, pool: 0, other: 0 };
  for (const thread of threadsOf(pid)) sum[thread.kind] += thread.ns;
  return sum;
}

/** CPU time per event between two readings, in µs. */
export function perEvent(before: Cpu, after: Cpu, events: number): Cpu {
  const each = (kind: keyof Cpu) => (after[kind] - before[kind]) / 1_000 / events;
  return {
    http: each("http"),
    engine: each("engine"),
    v8: each("v8"),
    pool: each("pool"),
    other: each("other"),
  };
}

type Thread = { kind: keyof Cpu; ns: number };

function threadsOf(pid: number): Thread[] {
  const ids = readdirSync(`/proc/${pid}/task`);
  return ids.flatMap((id) => {
    const read = (file: string) => readFileSync(`/proc/${pid}/task/${id}/${file}`, "utf8").trim();
    try {
      const kind = Number(id) === pid ? "http" : (KINDS[read("comm")] ?? "other");
      // Its first number is the time on a core in ns; /proc/PID/stat knows only ticks of 10 ms.
      const ns = Number(read("schedstat").split(" ")[0]);
      const children = read("children").split(" ").filter(Boolean);
      return [{ kind, ns }, ...children.flatMap((child) => threadsOf(Number(child)))];
    } catch {
      // The thread ended while we looked.
      return [];
    }
  });
}

/** By the names that Node.js gives to its threads, and Tocsin to the engine. */
const KINDS: Record<string, keyof Cpu> = { engine: "engine", V8Worker: "v8", "libuv-worker": "pool" };

const QUIET_SHARE = 0.02;
const LOOK_EVERY_MS = 100;
const QUIET_LOOKS = 3;
const PATIENCE_MS = 60_000;

/**
 * Waits until a process rests, so that what it does after the last delivery counts too, such as indexing for the
 * search. Throws after a minute, or after `patienceMs`.
 */
export async function untilQuiet(pid: number, patienceMs = PATIENCE_MS): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  let quiet = 0;
  for (let used = totalOf(cpuOf(pid)), at = performance.now(); quiet < QUIET_LOOKS; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const now = totalOf(cpuOf(pid));
    const share = (now - used) / 1e6 / (performance.now() - at);
    quiet = share < QUIET_SHARE ? quiet + 1 : 0;
    [used, at] = [now, performance.now()];
    if (at > giveUpAt) throw new Error(`Process ${pid} still uses ${Math.round(share * 100)} % of a core.`);
  }
}
