import { Agent, Client, type Dispatcher } from "undici";
import type { OutboundPolicy } from "#lib/domain/delivery/address.ts";
import { createAddressGuard, type Resolver } from "./addresses.ts";
import { knownCasOnly, type TrustPolicy } from "./certificate.ts";
import { createConnector } from "./connect.ts";

/** The channel that a request is for. */
export type Receiver = {
  /** The channel's id. */
  key: string;
  /** Changes with the URL, the trust, the pin and the address policy; a change closes the old connections. */
  revision: string | number;
  /** Left out: known CAs only. */
  trust?: TrustPolicy;
};

/** The connections of one channel in one configuration. */
export type ChannelAgent = {
  readonly agent: Agent;
  /** Sends on a new connection that serves this request alone, since all kept connections may be dead. */
  dispatchAfresh(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  readonly revision: string | number;
  inFlight: number;
  lastUsedAt: number;
};

export type AgentsOptions = {
  policy: OutboundPolicy;
  resolver: Resolver;
  connectTimeoutMs: number;
  connectionTtlMs: number;
};

const IDLE_MS = 5 * 60_000;
const SWEEP_MS = 60_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** One agent per channel. A new revision replaces it; it is never edited. */
export class Agents {
  readonly #options: AgentsOptions;
  readonly #byKey = new Map<string, ChannelAgent>();
  readonly #retired = new Set<Dispatcher>();
  #closed = false;
  readonly #sweep: NodeJS.Timeout;

  constructor(options: AgentsOptions) {
    this.#options = options;
    this.#sweep = setInterval(() => this.#closeIdle(), SWEEP_MS).unref();
  }

  /** The channel's agent for this revision. */
  for(receiver: Receiver): ChannelAgent {
    const current = this.#byKey.get(receiver.key);
    if (current?.revision === receiver.revision) return current;
    if (current !== undefined) this.#retire(current.agent);
    const created = this.#create(receiver);
    this.#byKey.set(receiver.key, created);
    return created;
  }

  /** Closes a channel's connections once their requests have ended. */
  forget(key: string): void {
    const current = this.#byKey.get(key);
    if (current === undefined) return;
    this.#byKey.delete(key);
    this.#retire(current.agent);
  }

  /** Breaks off all requests and closes all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    const agents = [...this.#retired, ...[...this.#byKey.values()].map(({ agent }) => agent)];
    this.#byKey.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #create({ revision, trust = knownCasOnly }: Receiver): ChannelAgent {
    const { policy, resolver, connectTimeoutMs, connectionTtlMs } = this.#options;
    const guard = createAddressGuard(policy, resolver);
    const isWanted = () => created.inFlight > 0;
    const options = {
      allowH2: false,
      connect: createConnector({ guard, connectTimeoutMs }, trust, isWanted),
      maxHeaderSize: MAX_HEADER_BYTES,
      // Each attempt has its own deadline.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    // Counted from the connect, so that even a busy connection is replaced and a moved name is followed.
    const agent = new Agent({ ...options, clientTtl: connectionTtlMs });
    const created: ChannelAgent = {
      agent,
      revision,
      inFlight: 0,
      lastUsedAt: Date.now(),
      dispatchAfresh: (request, handler) => {
        const client = this.#closed ? agent : new Client(String(request.origin), options);
        client.dispatch(request, handler);
        if (client !== agent) this.#retire(client);
      },
    };
    return created;
  }

  /** Closes its connections once their requests have ended. */
  #retire(dispatcher: Dispatcher): void {
    this.#retired.add(dispatcher);
    dispatcher.close().finally(() => this.#retired.delete(dispatcher));
  }

  #closeIdle(): void {
    const before = Date.now() - IDLE_MS;
    for (const [key, { inFlight, lastUsedAt }] of this.#byKey) {
      if (inFlight === 0 && lastUsedAt < before) this.forget(key);
    }
  }
}
