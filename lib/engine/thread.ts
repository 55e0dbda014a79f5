import { parentPort, workerData } from "node:worker_threads";
import { AppError, FAILED_INSIDE } from "#lib/domain/errors.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { createLogger } from "#lib/log.ts";
import { logAllOutput } from "#lib/own-output.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import { ThreadMeter } from "#lib/thread-meter.ts";
import { type RunningEngine, startEngine } from "./boot.ts";
import { Outbox } from "./outbox.ts";
import type { Call, EngineData, FromEngine, Reply, ToEngine } from "./protocol.ts";
import { verbs } from "./verbs/verbs.ts";

/** Time that running attempts get when the process stops. The whole stop has 10 s. */
const DRAIN_MS = 8_000;

const { env }: EngineData = workerData;
const log = createLogger(env.logLevel, "engine");
logAllOutput(log);
const fault = new RepeatedFault(log);
const requestsEnded = Promise.withResolvers<void>();
const outbox = new Outbox<Reply>((replies) => post({ kind: "replies", replies }));

if (parentPort === null) throw new Error("The engine runs as a worker thread.");
const port = parentPort;

try {
  listen(await startEngine(env, log, () => post({ kind: "migrating" })));
} catch (error) {
  log.debug({ err: error }, "the engine could not start");
  post({ kind: "refused", message: error instanceof Error ? error.message : String(error) });
}

function listen(engine: RunningEngine): void {
  const meter = new ThreadMeter();
  port.on("message", (message: ToEngine) => {
    if (message.kind === "run") for (const call of message.calls) void run(engine, call);
    if (message.kind === "begin") engine.begin(message.listeners);
    if (message.kind === "tell-changes") tellChanges(engine, message.wanted);
    if (message.kind === "read-meters")
      post({ kind: "readings", readings: { ...engine.readings(), thread: meter.read() } });
    if (message.kind === "stop") void stop(engine);
    if (message.kind === "requests-ended") requestsEnded.resolve();
  });
  post({ kind: "ready", setUpToken: engine.setUpToken, authSecret: engine.authSecret });
}

async function run(engine: RunningEngine, call: Call): Promise<void> {
  try {
    const { requestId, address = call.actor.address } = call;
    const actor = { ...call.actor, requestId, address };
    const value = await verbNamed(call.verb)(engine.context, { actor, input: call.input });
    outbox.put({ id: call.id, ok: true, value });
  } catch (error) {
    outbox.put(refusal(call, error));
  }
}

function verbNamed(name: string): Verb<unknown> {
  const verb: Verb<unknown> | undefined = Object.hasOwn(verbs, name)
    ? verbs[name as keyof typeof verbs]
    : undefined;
  if (verb === undefined) throw new Error(`There is no verb "${name}".`);
  return verb;
}

function refusal({ id, verb, requestId }: Call, error: unknown): Reply {
  if (error instanceof AppError)
    return { id, ok: false, code: error.code, message: error.message, issues: error.issues };
  fault.happened(error, "a verb failed", { kind: verb, verb, request_id: requestId });
  return { id, ok: false, code: "internal", message: FAILED_INSIDE, issues: [] };
}

function tellChanges({ changes }: RunningEngine, wanted: boolean): void {
  if (wanted) changes.begin((told) => post({ kind: "changed", changes: told }));
  else changes.end();
}

async function stop(engine: RunningEngine): Promise<void> {
  await engine.stop(DRAIN_MS, requestsEnded.promise);
  post({ kind: "stopped" });
  port.close();
}

function post(message: FromEngine): void {
  port.postMessage(message);
}
