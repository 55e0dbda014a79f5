import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { openReadDb } from "#db/read.ts";
import { setEngine } from "#lib/engine/client.ts";
import { startEngineThread } from "#lib/engine/start.ts";
import { prepareProcess, readEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { commandLine } from "#lib/one-file.ts";
import { setSettings } from "#lib/settings.ts";
import { exportsInFront } from "#lib/web/export/in-front.ts";
import { holdRequests } from "#lib/web/http/hold.ts";
import { createListener } from "#lib/web/http/listener.ts";
import { securityHeaders } from "#lib/web/http/security-headers.ts";
import { receiveSendersInFront } from "#lib/web/ingest/in-front.ts";
import { liveStreams } from "#lib/web/live/stream.ts";

/*
 * Like server.ts, but without the ingest's mount in front of Next: Next's own route answers with the same
 * function. `startTocsin({ program: "tests/support/next-only-server.ts" })` starts it.
 */

prepareProcess({ dev: false });
const env = readEnv();
const engine = startEngineThread(env, (error) => {
  throw error;
});
const { authSecret } = await engine.ready(() => {});
setEngine(engine);
const { baseUrl, logLevel, requireSecondFactor, oidc, passwordSignIn, secretKeyFile } = env;
const ofEnv = { baseUrl, logLevel, requireSecondFactor, oidc, passwordSignIn, secretKeyFile };
setSettings({ ...ofEnv, authSecret, commandLine });
openReadDb(env.databaseFile);

const server = createServer();
const { open } = holdRequests(server);
server.listen(env.port, env.host);
await once(server, "listening");
const bound = server.address() as AddressInfo;
const { default: next } = await import("next");
const dir = fileURLToPath(new URL("../..", import.meta.url));
const app = next({ dev: false, dir, httpServer: server, hostname: env.host, port: bound.port });
await app.prepare();
open(
  createListener({
    baseUrl: env.baseUrl,
    security: securityHeaders({ baseUrl: env.baseUrl, builtPage: { scripts: [], styles: [] }, dev: false }),
    trustedProxies: [],
    ingest: null,
    senders: receiveSendersInFront([]),
    builtFiles: null,
    stream: liveStreams(engine).answer,
    exports: exportsInFront().answer,
    metrics: (_request, response) => response.end(),
    next: app.getRequestHandler(),
    onUntrustedProxy: () => {},
  }),
);
engine.begin([bound]);
log("server").info({ url: `http://${env.host}:${bound.port}` }, "listening");
