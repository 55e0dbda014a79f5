import type { Worker } from "node:worker_threads";
import { AppError } from "#lib/domain/errors.ts";
import { MAP_MS } from "#lib/domain/source/own/limits.ts";
import { FairQueue } from "./fair-queue.ts";
import type { MapJob, MapResult, WorkerMessage } from "./job.ts";

type Waiting = { job: MapJob; resolve: (result: MapResult) => void; reject: (error: Error) => void };

/**
 * Maps posts one after another in a thread of its own, which is replaced once one takes more than a second. The
 * sources take turns, so that a slow one delays each post of another by one of its own at most.
 */
export class OwnMapper {
  readonly #spawn: () => Worker;
  readonly #waiting = new FairQueue<Waiting>();
  /** Null before the first post, and after a thread was ended. */
  #worker: Worker | null = null;
  #ready = false;
  #running: (Waiting & { timer: NodeJS.Timeout }) | null = null;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /**
   * Throws AppError `invalid` if the expressions take too long or too much memory, `unavailable` if too many posts
   * wait or the thread fails for another reason.
   */
  map(sourceId: string, job: MapJob): Promise<MapResult> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.add(sourceId, { job, resolve, reject })) this.#next();
      else reject(new AppError("unavailable", "Too many posts wait for their source: try again later."));
    });
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#drop(stopping());
    while (!this.#waiting.isEmpty) this.#waiting.take()?.reject(stopping());
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running !== null || this.#waiting.isEmpty) return;
    this.#worker ??= this.#started();
    if (!this.#ready) return;
    const next = this.#waiting.take();
    if (next === undefined) return;
    this.#running = { ...next, timer: setTimeout(() => this.#timeIsUp(next), MAP_MS) };
    this.#worker.postMessage(next.job);
  }

  /** The thread's start doesn't count as the time of the post that it is started for. */
  #started(): Worker {
    const worker = this.#spawn();
    worker.unref();
    worker.on("message", (message: WorkerMessage) => {
      if (worker !== this.#worker) return;
      if (message === "ready") this.#ready = true;
      else this.#settle((running) => finish(running, message));
      this.#next();
    });
    worker.on("error", (error) => worker === this.#worker && this.#replace(faultOf(error)));
    worker.on("exit", () => worker === this.#worker && this.#replace(broken()));
    return worker;
  }

  /** While this thread was busy, the result may have come: it is read after the timers and before this replaces. */
  #timeIsUp({ resolve }: Waiting): void {
    setImmediate(() => {
      if (this.#running?.resolve === resolve) this.#replace(tooLong());
    });
  }

  #replace(error: AppError): void {
    const worker = this.#worker;
    const lost = this.#running === null ? this.#waiting.take() : undefined;
    this.#drop(error);
    // A thread that can't even start must not be started again and again for the same post.
    lost?.reject(new Error("The thread that maps posts could not start."));
    void worker?.terminate();
    this.#next();
  }

  #drop(error: AppError): void {
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

/** The thread's own clock decides: this one may have been too busy to stop it in time. */
function finish({ resolve, reject }: Waiting, { result, tookMs }: Exclude<WorkerMessage, "ready">): void {
  if (tookMs > MAP_MS) reject(tooLong());
  else resolve(result);
}

/** Only memory is a fault of the post: with anything else it may be sent again. */
const faultOf = (error: Error): AppError =>
  "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooLarge() : broken();

const tooLong = () =>
  new AppError(
    "invalid",
    `Nothing was stored: the source's expressions took longer than ${MAP_MS / 1_000} s for this post.`,
  );
const tooLarge = () =>
  new AppError("invalid", "Nothing was stored: the source's expressions need too much memory for this post.");
const broken = () =>
  new AppError("unavailable", "Nothing was stored: the thread for sources ended. Send the post again.");
const stopping = () => new AppError("unavailable", "Tocsin is stopping: try again in a moment.");

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
