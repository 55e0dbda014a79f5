import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** A client that reads nothing for so long is cut off, ms. */
const IDLE_MS = 10 * 60_000;

/** An answer that streams at the pace of its client, until it ends or is cut off. */
export class Outflow {
  readonly #response: ServerResponse;
  readonly #idleMs: number;
  readonly #cut = new AbortController();

  constructor(response: ServerResponse, idleMs = IDLE_MS) {
    this.#response = response;
    this.#idleMs = idleMs;
    const leave = () => this.cutOff("The client closed the connection.");
    // A response that has closed already emits nothing more.
    if (response.closed) leave();
    else response.once("close", leave);
  }

  /** Why it was cut off; null if it was not. */
  get because(): string | null {
    return this.#cut.signal.reason ?? null;
  }

  /** Throws the reason if it was cut off. */
  throwIfCut(): void {
    this.#cut.signal.throwIfAborted();
  }

  /** Resolves once the client can take more. Rejects when it is cut off. */
  async write(piece: string | Uint8Array): Promise<void> {
    this.throwIfCut();
    if (!this.#response.write(piece)) await this.#until("drain");
  }

  /** Resolves once the client has been sent everything. Rejects when it is cut off. */
  async end(): Promise<void> {
    this.throwIfCut();
    this.#response.end();
    await this.#until("finish");
  }

  /** Ends the connection without the final chunk, so that the client knows. The first reason counts. */
  cutOff(because: string): void {
    this.#cut.abort(because);
    this.#response.destroy();
  }

  async #until(event: "drain" | "finish"): Promise<void> {
    const timer = setTimeout(() => this.cutOff("The client read nothing for 10 minutes."), this.#idleMs);
    try {
      await once(this.#response, event, { signal: this.#cut.signal });
    } finally {
      clearTimeout(timer);
    }
  }
}
