import { type EventLoopUtilization, performance } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";
import type { ThreadLoads } from "#lib/domain/system/facts.ts";

const EVERY_MS = 15_000;

/**
 * Measures how busy this thread and the engine's were lately, in windows of 15 s. It doesn't keep the process
 * alive.
 */
export class ThreadLoadMeter {
  readonly #read: () => Record<keyof ThreadLoads, EventLoopUtilization>;
  /** What the window began with. Before it ends, the last one counts. */
  #began: Record<keyof ThreadLoads, EventLoopUtilization>;
  #last: ThreadLoads | null = null;

  constructor(worker: Pick<Worker, "performance">) {
    this.#read = () => ({
      http: performance.eventLoopUtilization(),
      engine: worker.performance.eventLoopUtilization(),
    });
    this.#began = this.#read();
    setInterval(() => this.#end(), EVERY_MS).unref();
  }

  /** The share of the last whole window in which each thread worked; at first since the start. */
  loads(): ThreadLoads {
    return this.#last ?? this.#since(this.#read());
  }

  #end(): void {
    const now = this.#read();
    this.#last = this.#since(now);
    this.#began = now;
  }

  #since(now: Record<keyof ThreadLoads, EventLoopUtilization>): ThreadLoads {
    const share = (thread: keyof ThreadLoads) =>
      performance.eventLoopUtilization(now[thread], this.#began[thread]).utilization;
    return { http: share("http"), engine: share("engine") };
  }
}
