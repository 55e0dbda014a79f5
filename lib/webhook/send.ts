import type { OutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { type Resolver, systemResolver } from "./addresses.ts";
import { Agents, type ChannelAgent, type Destination } from "./agents.ts";
import { type AttemptFault, unsendable } from "./attempt-fault.ts";
import { Attempt } from "./exchange.ts";

export type SenderOptions = {
  policy: OutboundPolicy;
  /** The system's unless a test brings its own. */
  resolver?: Resolver;
  /** For look-up, connect and handshake together. */
  connectTimeoutMs?: number;
  /** For the whole attempt. */
  deadlineMs?: number;
  /** For the body, once the headers are in. */
  bodyMs?: number;
  /** After which a connection serves no further request. */
  connectionTtlMs?: number;
};

/** A request as it goes out, whole: placeholders filled in, signed. Always a POST. */
type WebhookRequest = {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Bytes, or text that is sent as UTF-8. */
  body: string | Uint8Array;
};

export type Sender = {
  /** Makes one attempt. Never rejects: whatever happens is a named outcome. */
  send(destination: Destination, request: WebhookRequest): Promise<AttemptResult>;
  /** Closes a removed channel's connections once their requests have ended. */
  forget(key: string): void;
  /** Breaks off every attempt and closes all connections. */
  close(): Promise<void>;
};

type ParsedUrl = { text: string; origin: string; path: string; host: string };

/** Makes the sender of outgoing requests; environment proxies are ignored, redirects are not followed. */
export function createSender(options: SenderOptions): Sender {
  const { policy, resolver = systemResolver, connectTimeoutMs = 5000, connectionTtlMs = 60_000 } = options;
  const limits = { deadlineMs: options.deadlineMs ?? 15_000, bodyMs: options.bodyMs ?? 1000 };
  const agents = new Agents({ policy, resolver, connectTimeoutMs, connectionTtlMs });
  const urls = new WeakMap<ChannelAgent, ParsedUrl>();

  function parse(channel: ChannelAgent, text: string): ParsedUrl | null {
    const known = urls.get(channel);
    if (known?.text === text) return known;
    const url = parseUrl(text);
    if (url !== null) urls.set(channel, url);
    return url;
  }

  async function send(
    destination: Destination,
    { url, headers, body }: WebhookRequest,
  ): Promise<AttemptResult> {
    const channel = agents.for(destination);
    const parsed = parse(channel, url);
    if (parsed === null) return unsent(unsendable("the receiver", "its URL is not valid"));
    const { origin, path, host } = parsed;
    const authorization = headers.authorization ?? headers.Authorization;
    const attempt = new Attempt(
      channel,
      { origin, path, method: "POST", headers, body },
      { host, authorization },
      limits,
    );
    channel.inFlight += 1;
    attempt.start();
    const result = await attempt.result;
    channel.inFlight -= 1;
    channel.lastUsedAt = result.startedAt;
    return result;
  }

  return { send, forget: (key) => agents.forget(key), close: () => agents.close() };
}

/** The end of an attempt that never began. */
function unsent({ outcome, message }: AttemptFault): AttemptResult {
  return {
    startedAt: Date.now(),
    durationMs: 0,
    outcome,
    status: null,
    response: null,
    retryAfter: null,
    message,
    certificate: null,
  };
}

function parseUrl(text: string): ParsedUrl | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  return { text, origin: url.origin, path: url.pathname + url.search, host: url.host };
}
