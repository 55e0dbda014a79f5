import type { OutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { type Resolver, systemResolver } from "./addresses.ts";
import { Agents, type ChannelAgent, type Receiver } from "./agents.ts";
import { type AttemptFault, urlNotValid } from "./attempt-fault.ts";
import { Exchange } from "./exchange.ts";

export type SenderOptions = {
  policy: OutboundPolicy;
  /** Left out: the system's. */
  resolver?: Resolver;
  /** For look-up, connect and handshake together. */
  connectTimeoutMs?: number;
  /** For the whole attempt. */
  deadlineMs?: number;
  /** For the body, once the headers are in. */
  bodyMs?: number;
  /** A connection older than this serves no further request. */
  connectionTtlMs?: number;
};

/** A complete request: placeholders are filled in, and it is signed. */
type WebhookRequest = {
  url: string;
  /** POST unless it is GET. */
  method?: string;
  headers: Readonly<Record<string, string>>;
  /** Bytes, or text that is sent as UTF-8; null for none. */
  body: string | Uint8Array | null;
};

/** What the answer means to the channel. */
export type AnswerReading = {
  /** Whether the verdict is in the body: then that of a 2xx is waited for within the whole attempt's time. */
  verdictInBody: boolean;
  /** The label of the format's field that authenticates, for the hint after a 401; null if it has none. */
  secretField: string | null;
};

const BY_STATUS: AnswerReading = { verdictInBody: false, secretField: null };

export type Sender = {
  /** Makes one attempt. Never rejects: whatever happens becomes a named outcome. */
  send(receiver: Receiver, request: WebhookRequest, reading?: AnswerReading): Promise<AttemptResult>;
  /** Closes a removed channel's connections once their requests have ended. */
  forget(key: string): void;
  /** Breaks off all attempts and closes all connections. */
  close(): Promise<void>;
};

type ParsedUrl = { text: string; origin: string; path: string; host: string };

/** Makes the sender of outgoing requests. It ignores proxies of the environment and follows no redirects. */
export function createSender(options: SenderOptions): Sender {
  const { policy, resolver = systemResolver, connectTimeoutMs = 5000, connectionTtlMs = 60_000 } = options;
  const limits = { deadlineMs: options.deadlineMs ?? 15_000, bodyMs: options.bodyMs ?? 1000 };
  const withVerdict = { ...limits, verdictMs: limits.deadlineMs };
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
    receiver: Receiver,
    request: WebhookRequest,
    { verdictInBody, secretField } = BY_STATUS,
  ): Promise<AttemptResult> {
    const { url, headers, body } = request;
    const channel = agents.for(receiver);
    const parsed = parse(channel, url);
    if (parsed === null) return unsent(urlNotValid());
    const { origin, path, host } = parsed;
    const authorization = headers.authorization ?? headers.Authorization;
    const exchange = new Exchange(
      channel,
      { origin, path, method: request.method === "GET" ? "GET" : "POST", headers, body },
      { host, authorization, secretField },
      verdictInBody ? withVerdict : limits,
    );
    channel.inFlight += 1;
    exchange.start();
    const result = await exchange.result;
    channel.inFlight -= 1;
    channel.lastUsedAt = result.startedAt;
    return result;
  }

  return { send, forget: (key) => agents.forget(key), close: () => agents.close() };
}

/** The result of an attempt that could not begin. */
function unsent({ outcome, message }: AttemptFault): AttemptResult {
  return {
    startedAt: Date.now(),
    durationMs: 0,
    timing: null,
    outcome,
    status: null,
    response: null,
    retryAfter: null,
    message,
    certificate: null,
    peer: null,
  };
}

function parseUrl(text: string): ParsedUrl | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  return { text, origin: url.origin, path: url.pathname + url.search, host: url.host };
}
