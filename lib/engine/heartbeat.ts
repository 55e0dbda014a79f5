import { request } from "node:http";
import type { OwnListener } from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { Secret } from "#lib/domain/secret.ts";
import type { Sender } from "#lib/webhook/send.ts";
import type { ChoreParts } from "./clock/chore.ts";

const EVERY_MS = 60_000;
/** The health check answers within 2 s, also when the engine hangs. */
const HEALTH_WITHIN_MS = 5_000;
const KEY = "heartbeat";

export type HeartbeatParts = {
  /** The address of HEARTBEAT_URL. */
  url: string;
  /** Where Tocsin itself listens. */
  listener: OwnListener;
  sender: Pick<Sender, "send" | "forget">;
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  /** The monotonic clock, ms. */
  now?: () => number;
};

/**
 * Requests HEARTBEAT_URL once a minute while /healthz answers 200, the first time soon after the start. It asks
 * /healthz over the network, as a monitor would, so that a listener that hangs stops the heartbeat too.
 */
export function beating(parts: HeartbeatParts): ChoreParts {
  const { listener, log, now = () => performance.now() } = parts;
  const url = new Secret(parts.url);
  const { host } = new URL(parts.url);
  const tell = tellingNews(host, log);
  let dueAt = Number.NEGATIVE_INFINITY;
  const step = async () => {
    dueAt = now() + EVERY_MS;
    tell((await illness(listener)) ?? (await beat(parts.sender, url, host)));
    return false;
  };
  return { name: "the heartbeat", everyMs: 1_000, isDue: () => now() >= dueAt, step };
}

/** Logs the first heartbeat, each new reason why one is missing, and the first that arrives after that. */
function tellingNews(host: string, log: HeartbeatParts["log"]): (trouble: string | null) => void {
  let told: string | null | undefined;
  return (trouble) => {
    if (trouble === told) return;
    told = trouble;
    if (trouble === null) log.info({ host }, "the heartbeat arrives");
    else log.warn({ host, reason: trouble }, "no heartbeat");
  };
}

/** Why /healthz does not answer 200; null if it does. */
function illness({ address, port }: OwnListener): Promise<string | null> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(HEALTH_WITHIN_MS);
    const asked = request({ host: loopbackOf(address), port, path: "/healthz", agent: false, signal });
    asked.once("error", () => resolve("Tocsin's own /healthz did not answer."));
    asked.once("response", (answer) => {
      answer.resume();
      const { statusCode } = answer;
      resolve(statusCode === 200 ? null : `Tocsin's own /healthz answered ${statusCode}.`);
    });
    asked.end();
  });
}

/** The address at which a listener on every interface answers this machine. */
function loopbackOf(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  return address === "::" ? "::1" : address;
}

/** Makes the request. Returns why it was not accepted; null if it was. Of the answer only the status counts. */
async function beat(sender: HeartbeatParts["sender"], url: Secret, host: string): Promise<string | null> {
  const headers = { accept: "*/*", "user-agent": "Tocsin" };
  const wanted = { url: url.reveal(), method: "GET", headers, body: null };
  try {
    return refusal(await sender.send({ key: KEY, revision: 1 }, wanted), host);
  } finally {
    sender.forget(KEY);
  }
}

function refusal({ outcome, status, message }: AttemptResult, host: string): string | null {
  if (outcome === "delivered") return null;
  if (status === null) return message;
  const hint = status < 400 ? "redirects are not followed, so set the final address" : "check it";
  return `${host} answered ${status} to the request of HEARTBEAT_URL: ${hint}.`;
}
