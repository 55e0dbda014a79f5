import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { closeReadDb, openReadDb } from "#db/read.ts";
import { type EngineClient, setEngine } from "#lib/engine/client.ts";
import { startEngineThread } from "#lib/engine/start.ts";
import { type Env, prepareProcess, readEnv } from "#lib/env.ts";
import { drainServer } from "#lib/http/drain.ts";
import { holdRequests } from "#lib/http/hold.ts";
import { createListener } from "#lib/http/listener.ts";
import { reachableAt } from "#lib/http/reachable.ts";
import { receiveInFront } from "#lib/ingest/node-mount.ts";
import { createLogger, log } from "#lib/log.ts";
import { setSettings } from "#lib/settings.ts";

/*
 * The process: the HTTP thread with its listener, the engine thread, Next. It serves until it is told to
 * stop, and then drains: no new requests, those under way are answered, what is in flight ends or stays queued.
 */

const { values: flags } = parseArgs({ options: { dev: { type: "boolean", default: false } } });
prepareProcess(flags);

try {
  await serve(readEnv());
} catch (error) {
  refuseToStart(error);
}

async function serve(env: Env): Promise<void> {
  const engine = startEngineThread(env, (error) => endAfterCrash(env, error));
  try {
    await serveWith(engine, env);
  } catch (error) {
    // Where the port was taken, the engine has the data folder open by now.
    await engine.stop();
    throw error;
  }
}

async function serveWith(engine: EngineClient, env: Env): Promise<void> {
  const ready = engine.ready();
  // Awaited below; a refusal that comes before that is not unhandled.
  ready.catch(() => {});
  // Only hot reload speaks another protocol. Next leaves any other upgrade open, without an answer or a time limit.
  const server = createServer({ shouldUpgradeCallback: () => flags.dev });
  const open = holdRequests(server);
  const bound = await listen(server, env);
  const [{ setUpToken, authSecret }, app] = await Promise.all([
    ready,
    prepareNext(server, env.host, bound.port),
  ]);
  setEngine(engine);
  setSettings({ baseUrl: env.baseUrl, logLevel: env.logLevel, authSecret });
  openReadDb(env.databaseFile);
  open(createListener({ baseUrl: env.baseUrl, ingest: receiveInFront, next: app.getRequestHandler() }));
  engine.begin([bound]);
  stopOnSignal(server, engine);
  announce(env, bound, setUpToken);
}

/** Next asks itself for the page that an action redirects to, so it must know where it is reached. */
async function prepareNext(httpServer: Server, host: string, port: number) {
  const { default: next } = await import("next");
  const hostname = isEveryInterface(host) ? "localhost" : host;
  const app = next({ dev: flags.dev, dir: import.meta.dirname, httpServer, hostname, port });
  await app.prepare();
  return app;
}

function listen(server: Server, { host, port }: Env): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`HOST ${host} and PORT ${port}: ${error.message}.`)));
    server.listen(port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

function isEveryInterface(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function announce(env: Env, bound: AddressInfo, setUpToken: string | null): void {
  const host = env.host.includes(":") ? `[${env.host}]` : env.host;
  const url = env.baseUrl ?? `http://${isEveryInterface(env.host) ? "localhost" : host}:${bound.port}`;
  const addresses = reachableAt(bound, networkInterfaces());
  log("server").info({ url, addresses, data: env.dataDir }, "listening");
  if (setUpToken === null) return;
  const msg = `No user yet. Make the first admin at ${url}/setup?token=${setUpToken}`;
  // Not through the logger: it is wanted at any level.
  process.stdout.write(
    `${JSON.stringify({ level: 30, time: new Date().toISOString(), part: "server", msg })}\n`,
  );
}

/** A terminal and npm both pass Ctrl-C on, so one press can arrive twice. */
const SAME_PRESS_MS = 1_000;

function stopOnSignal(server: Server, engine: EngineClient): void {
  let stoppingSince: number | null = null;
  const stop = (signal: string) => {
    if (stoppingSince !== null) {
      if (Date.now() - stoppingSince > SAME_PRESS_MS) process.exit(130);
      return;
    }
    stoppingSince = Date.now();
    log("server").info({ signal }, "stopping: no new requests, what is under way ends");
    void drain(server, engine);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

async function drain(server: Server, engine: EngineClient): Promise<void> {
  await drainServer(server);
  closeReadDb();
  await engine.stop();
  log("server").info("stopped");
  process.exit(0);
}

/** A broken engine can't be trusted with the queue; the database is sound, and a restart goes on from it. */
function endAfterCrash({ logLevel }: Env, error: unknown): void {
  // Also before the settings are set, which other lines are logged by.
  createLogger(logLevel, "server").fatal({ err: error }, "the engine thread ended unexpectedly");
  process.exit(1);
}

function refuseToStart(error: unknown): void {
  process.stderr.write(`Tocsin can't start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
