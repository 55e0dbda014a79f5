import { Worker } from "node:worker_threads";
import type { Env } from "#lib/env.ts";
import { EngineClient } from "./client.ts";
import type { EngineData } from "./protocol.ts";

/** Starts the engine thread. `onCrash` gets an error that ended the thread: the process should end then. */
export function startEngineThread(env: Env, onCrash: (error: unknown) => void): EngineClient {
  const workerData: EngineData = { env };
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData, name: "engine" });
  worker.on("error", onCrash);
  return new EngineClient(worker);
}
