import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type ToReceiver = "count" | "heard" | "forget";

/**
 * The receipts since the last `forget`. Times in ms, `lastAt` since 1970; latencies from post to receipt, by
 * path.
 */
export type Heard = {
  count: number;
  lastAt: number;
  latencies: Record<string, { count: number; p50: number; p99: number; max: number }>;
};

const PROGRAM = fileURLToPath(new URL("./receiver-process.ts", import.meta.url));
const LOOK_EVERY_MS = 5;

/** The receiver of the benchmarks. It runs in its own process. */
export class BenchReceiver implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Listens on a free loopback port, or on the given one. */
  static async start(port = 0): Promise<BenchReceiver> {
    const child = fork(PROGRAM, [String(port)]);
    const [message] = await once(child, "message");
    return new BenchReceiver(child, message.port);
  }

  url(path = "/hook"): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  forget(): Promise<unknown> {
    return this.#ask("forget");
  }

  heard(): Promise<Heard> {
    return this.#ask("heard");
  }

  /** Waits until `count` requests have arrived. Resolves with the receipts. */
  async waitFor(count: number, onProgress: (count: number) => void = () => {}): Promise<Heard> {
    for (;;) {
      const { count: now } = await this.#ask<{ count: number }>("count");
      onProgress(now);
      if (now >= count) return this.heard();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  async #ask<Answer>(message: ToReceiver): Promise<Answer> {
    this.#child.send(message);
    const [answer] = await once(this.#child, "message");
    return answer;
  }
}
