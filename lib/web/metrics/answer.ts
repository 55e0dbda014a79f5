import type { IncomingMessage, ServerResponse } from "node:http";
import { channelHealths, oldestNotRedelivered } from "#db/queries/channel-queues.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { AddressRange } from "#lib/domain/ip-range.ts";
import { isTrusted, type TrustedProxies } from "#lib/domain/trusted-proxies.ts";
import type { EngineClient } from "#lib/engine/client.ts";
import { ThreadMeter } from "#lib/thread-meter.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import { authenticateApiKey } from "#lib/web/auth/api-key.ts";
import { clientOf } from "#lib/web/http/own-headers.ts";
import { methodRefused } from "#lib/web/http/problem.ts";
import { ingestAnswers } from "#lib/web/ingest/answered.ts";
import { queueDepths } from "#lib/web/show/queue-depths.ts";
import { EXPOSITION_TYPE, exposition, gauge } from "./exposition.ts";
import { processFamilies } from "./process.ts";
import { type ChannelStates, threadFamilies, tocsinFamilies } from "./tocsin.ts";

const ALLOW = "GET, HEAD, OPTIONS";

type Parts = {
  engine: Pick<EngineClient, "readings">;
  /** METRICS_ALLOW: clients that need no key. */
  allowed: readonly AddressRange[];
  trustedProxies: TrustedProxies;
};

/**
 * Makes what answers GET /metrics, in front of Next. The caller needs a key with the scope `read`, or an
 * address in METRICS_ALLOW. Throws AppError `unauthenticated`, `forbidden`, and `unavailable` while the engine
 * stops.
 */
export function metricsAnswer(parts: Parts) {
  const meter = new ThreadMeter();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuseMethod(request, response);
    admit(request, response, parts);
    const text = await metricsText(parts.engine, meter);
    response.writeHead(200, { "content-type": EXPOSITION_TYPE, "cache-control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : text);
  };
}

function refuseMethod({ method }: IncomingMessage, response: ServerResponse): void {
  if (method === "OPTIONS") return void response.writeHead(204, { allow: ALLOW }).end();
  const { status, headers, body } = methodRefused(ALLOW);
  response.writeHead(status, headers).end(body);
}

function admit(request: IncomingMessage, response: ServerResponse, { allowed, trustedProxies }: Parts): void {
  const { authorization } = request.headers;
  const client = clientOf(request, trustedProxies);
  const tell = (headers: Record<string, string>) => response.setHeaders(new Map(Object.entries(headers)));
  if (authorization !== undefined)
    return void authenticateApiKey({ authorization, client: () => client, tell }, "read");
  // Behind a proxy that nobody trusts, the peer's address says nothing about the client.
  if (client.hiddenBy === null && isTrusted(client.address, allowed)) return;
  throw new AppError("unauthenticated", WHO);
}

const WHO =
  "Send an API key with the scope read: Authorization: Bearer <key>. Or have the operator list this client's address in METRICS_ALLOW.";

async function metricsText(engine: Parts["engine"], meter: ThreadMeter): Promise<string> {
  const readings = await engine.readings();
  const states = await channelStates();
  return exposition([
    gauge("tocsin_build_info", "The version of Tocsin.", [{ labels: { version: TOCSIN_VERSION }, value: 1 }]),
    ...tocsinFamilies(readings, ingestAnswers(), states, Date.now()),
    ...threadFamilies({ engine: readings.thread, http: meter.read() }),
    ...processFamilies(),
  ]);
}

async function channelStates(): Promise<ChannelStates> {
  const healths = channelHealths(readDb());
  const depths = await queueDepths(readDb(), healths);
  return { healths, depths, oldest: oldestNotRedelivered(readDb()) };
}
