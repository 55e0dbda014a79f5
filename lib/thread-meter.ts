import { performance } from "node:perf_hooks";
import { Histogram } from "./domain/metrics/histogram.ts";
import type { ThreadReadings } from "./domain/metrics/readings.ts";

const EVERY_MS = 100;
const DELAY_S = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Measures the thread that it is made in: how late a timer comes, ten times a second. It doesn't keep the
 * process alive.
 */
export class ThreadMeter {
  readonly #delay = new Histogram(DELAY_S);
  #dueAt = performance.now() + EVERY_MS;

  constructor() {
    setInterval(() => this.#notice(), EVERY_MS).unref();
  }

  read(): ThreadReadings {
    const { heapUsed, heapTotal } = process.memoryUsage();
    const busySeconds = performance.eventLoopUtilization().active / 1_000;
    return { loopDelay: this.#delay.read(), busySeconds, heapUsed, heapTotal };
  }

  #notice(): void {
    const now = performance.now();
    this.#delay.observe(Math.max(0, now - this.#dueAt) / 1_000);
    this.#dueAt = now + EVERY_MS;
  }
}
