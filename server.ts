import { writeSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeReadDb, openReadDb } from "#db/read.ts";
import { parseMetricsAllow, parseTrustedProxies } from "#lib/domain/trusted-proxies.ts";
import { type EngineClient, setEngine } from "#lib/engine/client.ts";
import { startEngineThread } from "#lib/engine/start.ts";
import { type Env, prepareProcess, readEnv } from "#lib/env.ts";
import { createLogger, fatalLine, log } from "#lib/log.ts";
import { commandLine, isOneFile, removeOlderUnpacked } from "#lib/one-file.ts";
import { logAllOutput } from "#lib/own-output.ts";
import { setSettings } from "#lib/settings.ts";
import { endStartOnSignal, stopOnSignal } from "#lib/stop-on-signal.ts";
import { countFailedSignIns } from "#lib/web/auth/failed-sign-ins.ts";
import { downloadInFront } from "#lib/web/download/in-front.ts";
import { exportsInFront } from "#lib/web/export/in-front.ts";
import { builtPageSources } from "#lib/web/http/built-page.ts";
import { builtFiles } from "#lib/web/http/coding/built-files.ts";
import { drainable } from "#lib/web/http/drain.ts";
import { holdRequests, MIGRATING } from "#lib/web/http/hold.ts";
import { isEveryInterface, listen } from "#lib/web/http/listen.ts";
import { createListener, type ListenerParts } from "#lib/web/http/listener.ts";
import { reachableAt } from "#lib/web/http/reachable.ts";
import { securityHeaders } from "#lib/web/http/security-headers.ts";
import { receiveInFront, receiveSendersInFront } from "#lib/web/ingest/in-front.ts";
import { startOwnMappers } from "#lib/web/ingest/own/start.ts";
import { countSenders } from "#lib/web/ingest/senders-seen.ts";
import { liveStreams } from "#lib/web/live/stream.ts";
import { metricsAnswer } from "#lib/web/metrics/answer.ts";

/*
 * The process: the HTTP thread with its listener, the engine thread, and Next. It serves until it is told to
 * stop, then drains: it takes no new requests and answers the running ones; running attempts end or stay
 * queued.
 */

const { values: flags } = parseArgs({ options: { dev: { type: "boolean", default: false } } });
prepareProcess(flags);
process.once("uncaughtException", refuseToStart);
const begun = endStartOnSignal();

try {
  await serve(readEnv());
  process.off("uncaughtException", refuseToStart);
} catch (error) {
  refuseToStart(error);
}

async function serve(env: Env): Promise<void> {
  if (!flags.dev) logAllOutput(createLogger(env.logLevel, "process"));
  const engine = startEngineThread(env, (error) => endAfterCrash(env, error));
  try {
    await serveWith(engine, env);
  } catch (error) {
    // If the port was taken, the engine has already opened the data folder.
    await engine.stop(Promise.resolve());
    throw error;
  }
}

async function serveWith(engine: EngineClient, env: Env): Promise<void> {
  let sayMigrating = () => {};
  const ready = engine.ready(() => sayMigrating());
  // It is awaited below: an earlier refusal must not count as unhandled.
  ready.catch(() => {});
  // Only hot reload speaks another protocol. Next leaves any other upgrade open, without an answer or a time
  // limit.
  const server = createServer({ shouldUpgradeCallback: () => flags.dev });
  const drainServer = drainable(server);
  const { open, refuseChanges } = holdRequests(server);
  sayMigrating = () => refuseChanges(MIGRATING);
  const bound = await listen(server, env);
  const [{ setUpToken, authSecret }, app] = await Promise.all([
    ready,
    prepareNext(server, env.host, bound.port),
  ]);
  setEngine(engine);
  const { baseUrl, logLevel, requireSecondFactor, oidc, passwordSignIn, secretKeyFile } = env;
  setSettings({
    baseUrl,
    logLevel,
    requireSecondFactor,
    oidc,
    passwordSignIn,
    secretKeyFile,
    authSecret,
    commandLine,
  });
  openReadDb(env.databaseFile);
  const streams = liveStreams(engine);
  const exports = exportsInFront();
  const downloads = downloadInFront();
  const recordFailures = countFailedSignIns(engine);
  const endMappers = startOwnMappers();
  const recordSenders = countSenders(engine);
  open(
    listenerFor(env, engine, {
      stream: streams.answer,
      exports: exports.answer,
      download: downloads.answer,
      next: app.getRequestHandler(),
    }),
  );
  engine.begin([bound]);
  begun();
  stopOnSignal(async () => {
    streams.close();
    const ended = Promise.all([drainServer(), exports.cutOff(), downloads.cutOff()]);
    const record = () => Promise.all([recordFailures(), recordSenders(), endMappers()]);
    await engine.stop(ended.then(record).then(closeReadDb));
    log("server").info("stopped");
    process.exit(0);
  });
  announce(env, bound, setUpToken);
  if (isOneFile) removeOlderUnpacked().catch((error) => warnOfLeftovers(error));
}

type Handlers = Pick<ListenerParts, "stream" | "exports" | "download" | "next">;

function listenerFor(env: Env, engine: EngineClient, handlers: Handlers) {
  const trustedProxies = parseTrustedProxies(env.trustedProxies);
  const allowed = parseMetricsAllow(env.metricsAllow);
  const buildFolder = join(import.meta.dirname, env.buildFolder);
  const security = securityHeaders({
    baseUrl: env.baseUrl,
    builtPage: builtPageSources(buildFolder),
    dev: flags.dev,
  });
  return createListener({
    baseUrl: env.baseUrl,
    security,
    trustedProxies,
    metrics: metricsAnswer({ engine, allowed, trustedProxies }),
    ingest: receiveInFront(trustedProxies, security.always),
    senders: receiveSendersInFront(trustedProxies),
    builtFiles: flags.dev ? null : builtFiles(buildFolder),
    ...handlers,
    onUntrustedProxy: (header, peer) => warnOfProxy(env, header, peer),
  });
}

function warnOfProxy({ trustedProxies }: Env, header: string, peer: string): void {
  const missing = trustedProxies === undefined ? "is not set" : "does not name this peer";
  const msg = `A request came through a proxy, but TRUSTED_PROXIES ${missing}: the proxy counts as the client.`;
  log("server").warn({ header, peer }, msg);
}

/**
 * Prepares Next. It must know its own address, since it requests the page that an action redirects to from
 * itself.
 */
async function prepareNext(httpServer: Server, host: string, port: number) {
  const { default: next } = await import("next");
  const hostname = isEveryInterface(host) ? "localhost" : host;
  const app = next({ dev: flags.dev, dir: import.meta.dirname, httpServer, hostname, port });
  await app.prepare();
  return app;
}

function announce(env: Env, bound: AddressInfo, setUpToken: string | null): void {
  const host = env.host.includes(":") ? `[${env.host}]` : env.host;
  const url = env.baseUrl ?? `http://${isEveryInterface(env.host) ? "localhost" : host}:${bound.port}`;
  const addresses = reachableAt(bound, networkInterfaces());
  log("server").info({ url, addresses, data: env.dataDir }, "listening");
  if (setUpToken === null) return;
  // Log this line whatever LOG_LEVEL says.
  createLogger("info", "server").info(
    `No user yet. Make the first admin at ${url}/setup?token=${setUpToken}`,
  );
}

function warnOfLeftovers(error: unknown): void {
  log("server").warn({ err: error }, "What older versions unpacked can't be removed: it only takes up room.");
}

/**
 * Ends the process. A broken engine can't be trusted with the queue, but the database is sound, and a restart
 * continues from it.
 */
function endAfterCrash({ logLevel }: Env, error: unknown): void {
  // The engine may crash before the settings are set, which other log lines need.
  createLogger(logLevel, "server").fatal({ err: error }, "the engine thread ended unexpectedly");
  process.exit(1);
}

function refuseToStart(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  writeSync(process.stderr.fd, fatalLine("server", `Tocsin can't start: ${message}`));
  process.exit(1);
}
