import type { Worker } from "node:worker_threads";
import { AppError } from "#lib/domain/errors.ts";
import { MAP_MS } from "#lib/domain/source/own/limits.ts";
import type { MapJob, MapResult } from "./job.ts";

/** Posts that may wait for the thread: each may take a second. */
const MAX_WAITING = 64;

type Waiting = { job: MapJob; resolve: (result: MapResult) => void; reject: (error: Error) => void };

/** Maps posts one after another in a thread of its own, which is replaced once one takes more than a second. */
export class OwnMapper {
  readonly #spawn: () => Worker;
  readonly #waiting: Waiting[] = [];
  /** Null before the first post, and after a thread was ended. */
  #worker: Worker | null = null;
  #ready = false;
  #running: (Waiting & { timer: NodeJS.Timeout }) | null = null;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Throws AppError `invalid` if the expressions take too long, `unavailable` if too many posts wait. */
  map(job: MapJob): Promise<MapResult> {
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(
        new AppError("unavailable", "Too many posts wait for their source: try again later."),
      );
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#next();
    });
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#drop(new AppError("unavailable", "Tocsin is stopping: try again in a moment."));
    for (const { reject } of this.#waiting.splice(0))
      reject(new AppError("unavailable", "Tocsin is stopping: try again in a moment."));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running !== null || this.#waiting.length === 0) return;
    this.#worker ??= this.#started();
    if (!this.#ready) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = { ...next, timer: setTimeout(() => this.#replace(TOO_LONG), MAP_MS) };
    this.#worker.postMessage(next.job);
  }

  /** The thread's start doesn't count as the time of the post that it is started for. */
  #started(): Worker {
    const worker = this.#spawn();
    worker.unref();
    worker.on("message", (message: "ready" | MapResult) => {
      if (worker !== this.#worker) return;
      if (message === "ready") this.#ready = true;
      else this.#settle((running) => running.resolve(message));
      this.#next();
    });
    worker.on("error", () => worker === this.#worker && this.#replace(BROKEN));
    worker.on("exit", () => worker === this.#worker && this.#replace(BROKEN));
    return worker;
  }

  #replace(message: string): void {
    const worker = this.#worker;
    const lost = this.#running === null && this.#waiting.length > 0 ? this.#waiting.shift() : undefined;
    this.#drop(new AppError("invalid", message));
    // A thread that can't even start must not be started again and again for the same post.
    lost?.reject(new Error("The thread that maps posts could not start."));
    void worker?.terminate();
    this.#next();
  }

  #drop(error: Error): void {
    this.#worker = null;
    this.#ready = false;
    this.#settle((running) => running.reject(error));
  }

  #settle(settle: (running: Waiting) => void): void {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    clearTimeout(running.timer);
    settle(running);
  }
}

const TOO_LONG = `Nothing was stored: the source's expressions took longer than ${MAP_MS / 1_000} s for this post.`;
const BROKEN = "Nothing was stored: the source's expressions need too much memory for this post.";

type Mappers = { posts: OwnMapper; trials: OwnMapper };

/** Next's bundle and server.ts hold different copies of this module, so the threads live on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinOwnMappers?: Mappers };

export function setOwnMappers(mappers: Mappers): void {
  holder.tocsinOwnMappers = mappers;
}

/** The threads for sources of one's own. Throws if none were given, as in a build. */
export function ownMappers(): Mappers {
  if (holder.tocsinOwnMappers === undefined) throw new Error("Sources of one's own have no thread.");
  return holder.tocsinOwnMappers;
}
