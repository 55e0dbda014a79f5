import type { Worker } from "node:worker_threads";
import { AppError } from "#lib/domain/errors.ts";
import type { Change } from "#lib/domain/live/change.ts";
import type { Readings } from "#lib/domain/metrics/readings.ts";
import type { ThreadLoads } from "#lib/domain/system/facts.ts";
import { currentRequest } from "#lib/request-id.ts";
import { Outbox } from "./outbox.ts";
import type { Call, FromEngine, Reply, ToEngine } from "./protocol.ts";
import { ThreadLoadMeter } from "./thread-loads.ts";
import type { VerbName, VerbOutput } from "./verbs/verbs.ts";

export type { VerbName, VerbOutput };

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };
type Ready = Extract<FromEngine, { kind: "ready" }>;

/** The HTTP thread's end of the engine thread. */
export class EngineClient {
  readonly #worker: Worker;
  readonly #meter: ThreadLoadMeter;
  /**
   * The callers that wait, each at its call's id. No Map: V8 copies a Map with many changes into a new table
   * again and again, and the old tables keep all later calls alive until the next full collection.
   */
  readonly #waiting: (Waiting | undefined)[] = [];
  /** Ids that are answered, and given again. */
  readonly #free: number[] = [];
  readonly #ended = Promise.withResolvers<void>();
  readonly #outbox = new Outbox<Call>((calls) => this.#postCalls(calls));
  #down = false;
  #hear: ((changes: Change[]) => void) | null = null;
  #readings: PromiseWithResolvers<Readings> | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#meter = new ThreadLoadMeter(worker);
    worker.on("exit", () => this.#end());
  }

  /**
   * Resolves when verbs can run. Calls `onMigrating` if that takes long because the database is migrated.
   * Rejects with a sentence for the operator if the engine can't start.
   */
  ready(onMigrating: () => void): Promise<Ready> {
    return new Promise((resolve, reject) => {
      this.#worker.on("message", (message: FromEngine) => {
        if (message.kind === "migrating") onMigrating();
        if (message.kind === "ready") resolve(message);
        if (message.kind === "refused") reject(new Error(message.message));
        if (message.kind === "replies") for (const reply of message.replies) this.#settle(reply);
        if (message.kind === "changed") this.#hear?.(message.changes);
        if (message.kind === "readings") this.#tell(message.readings);
      });
    });
  }

  /** Starts the deliveries. They never go to these addresses, which are Tocsin's own. */
  begin(listeners: { address: string; port: number }[]): void {
    this.#post({ kind: "begin", listeners });
  }

  /** Calls `hear` like `ChangeFeed.begin` does; null ends it. */
  hearChanges(hear: ((changes: Change[]) => void) | null): void {
    this.#hear = hear;
    this.#post({ kind: "tell-changes", wanted: hear !== null });
  }

  /**
   * What the engine has counted. Whoever asks meanwhile gets the same. Throws AppError `unavailable` once it
   * stops.
   */
  readings(): Promise<Readings> {
    if (this.#down) return Promise.reject(stopping());
    if (this.#readings === null) {
      this.#readings = Promise.withResolvers();
      this.#post({ kind: "read-meters" });
    }
    return this.#readings.promise;
  }

  /** How busy the two threads were lately. */
  loads(): ThreadLoads {
    return this.#meter.loads();
  }

  /**
   * Runs a verb in the engine thread, which parses `input`. It belongs to the request that this is called for,
   * unless another one is given. Resolves once the change is on disk. Throws
   * AppError, with an issue per field if the input is at fault.
   */
  run<Name extends VerbName>(
    verb: Name,
    call: Pick<Call, "actor" | "input" | "requestId">,
  ): Promise<VerbOutput<Name>> {
    if (this.#down) return Promise.reject(stopping());
    return new Promise<VerbOutput<Name>>((resolve, reject) => {
      const id = this.#free.pop() ?? this.#waiting.length;
      this.#waiting[id] = { resolve: (value) => resolve(value as VerbOutput<Name>), reject };
      this.#outbox.put({ id, verb, ...call, ...(call.requestId === undefined && requestFacts()) });
    });
  }

  /**
   * Stops the engine: no new attempts begin, and running ones get a few seconds. Verbs still run until
   * `requestsEnded`; then the database is closed.
   */
  async stop(requestsEnded: Promise<void>): Promise<void> {
    this.#post({ kind: "stop" });
    await requestsEnded;
    this.#post({ kind: "requests-ended" });
    await this.#ended.promise;
  }

  /** A call that can't be cloned, such as one with a stream, must not take the other calls down with it. */
  #postCalls(calls: Call[]): void {
    try {
      this.#post({ kind: "run", calls });
    } catch {
      if (calls.length > 1) for (const call of calls) this.#postCalls([call]);
      else for (const { id } of calls) this.#settle({ id, ok: false, ...UNCLONEABLE });
    }
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting[reply.id];
    this.#waiting[reply.id] = undefined;
    this.#free.push(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new AppError(reply.code, reply.message, reply.issues));
  }

  #tell(readings: Readings): void {
    this.#readings?.resolve(readings);
    this.#readings = null;
  }

  #end(): void {
    this.#down = true;
    this.#readings?.reject(stopping());
    for (const waiting of this.#waiting) waiting?.reject(stopping());
    this.#waiting.length = 0;
    this.#ended.resolve();
  }

  #post(message: ToEngine): void {
    this.#worker.postMessage(message);
  }
}

const requestFacts = (): Pick<Call, "requestId" | "address"> => {
  const request = currentRequest();
  return { requestId: request?.id, address: request?.address };
};

const UNCLONEABLE = {
  code: "invalid" as const,
  message: "This request does not hold what the page sends: reload the page and try again.",
  issues: [],
};

const stopping = () => new AppError("unavailable", "Tocsin is stopping: try again in a moment.");

/** Next's bundle and server.ts hold different copies of this module, so the one client lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinEngine?: EngineClient };

export function setEngine(client: EngineClient): void {
  holder.tocsinEngine = client;
}

/** The running engine. Throws if none was started, as in a build. */
export function engine(): EngineClient {
  if (holder.tocsinEngine === undefined) throw new Error("The engine is not running.");
  return holder.tocsinEngine;
}
