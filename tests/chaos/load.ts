import type { Accepted, Api } from "../support/api.ts";
import { until } from "../support/until.ts";
import type { MadeEvent, Post } from "./ledger.ts";
import { type Random, randomOf } from "./random.ts";

const SOURCES = 6;
const ALERTS_PER_SOURCE = 6;
const LONGEST_ARRAY = 20;
/** How long a source waits for a server that comes back, or for room, in ms. */
const PATIENCE_MS = 120_000;

/** What the sources need of the world around them. */
export type Stage = {
  /** The running server's interface; null while there is none. */
  api(): Api | null;
  /** Whether the receiver keeps up with this many answered events. */
  hasRoom(answered: number): boolean;
};

export type Load = {
  readonly posts: readonly Post[];
  /** Events of answered posts so far. */
  readonly answered: number;
  /** Rejects with what no source should meet, such as an answer 500. */
  readonly failed: Promise<never>;
  /** Every source ends the post that it is at. */
  stop(): Promise<void>;
};

/**
 * Sources that post without a pause, one post after the other, each about alerts of its own: so the numbers of
 * an alert's events are in the order of receipt, also where an answer never came.
 */
export function startLoad(seed: string, stage: Stage): Load {
  const posts: Post[] = [];
  let stopped = false;
  let answered = 0;
  const sources = Array.from({ length: SOURCES }, async (_, index) => {
    const source = new Source(`s${index}`, randomOf(`${seed} source ${index}`), stage);
    while (!stopped) {
      await until("room at the receiver", async () => stopped || stage.hasRoom(answered), PATIENCE_MS);
      const post = await source.post();
      posts.push(post);
      if (post.fate === "answered") answered += post.events.length;
    }
  });
  const all = Promise.all(sources);
  const failed = all.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return {
    posts,
    failed,
    get answered() {
      return answered;
    },
    async stop() {
      stopped = true;
      await all;
    },
  };
}

class Source {
  readonly #name: string;
  readonly #random: Random;
  readonly #stage: Stage;
  readonly #numbers = new Map<string, number>();
  #keys = 0;

  constructor(name: string, random: Random, stage: Stage) {
    this.#name = name;
    this.#random = random;
    this.#stage = stage;
  }

  /** With idempotency keys it repeats the post until it is answered; without, it never repeats one. */
  async post(): Promise<Post> {
    const single = this.#random.chance(0.5);
    const keyed = this.#random.chance(0.5);
    const size = single ? 1 : this.#random.between(1, LONGEST_ARRAY);
    const events = Array.from({ length: size }, () => this.#nextEvent());
    const alerts = events.map((event) => this.#alertOf(event, keyed));
    const body = single ? alerts[0] : alerts;
    let fate = await this.#send(body);
    while (keyed && typeof fate === "string") fate = await this.#send(body);
    return typeof fate === "string" ? { events, fate } : { events, fate: "answered", eventIds: fate };
  }

  #nextEvent(): MadeEvent {
    const alertId = `${this.#name}-${this.#random.between(1, ALERTS_PER_SOURCE)}`;
    const number = (this.#numbers.get(alertId) ?? 0) + 1;
    this.#numbers.set(alertId, number);
    return { alertId, number };
  }

  #alertOf({ alertId, number }: MadeEvent, keyed: boolean): object {
    return {
      alert_id: alertId,
      alert_title: `Chaos in ${alertId}`,
      event_description: `${number} ${"x".repeat(this.#random.between(0, 500))}`,
      ...(keyed && { idempotency_key: `${this.#name}/${++this.#keys}` }),
    };
  }

  async #send(body: unknown): Promise<string[] | "unknown" | "refused"> {
    const api = await until("the server to be back", async () => this.#stage.api(), PATIENCE_MS);
    const answer = await api.request<Accepted>("POST", "/api/v1/alerts", { body }).catch(() => null);
    if (answer === null) return "unknown";
    if (answer.status === 202) return answer.body.results.map(({ event_id }) => event_id);
    if (answer.status === 503) return "refused";
    throw new Error(`A post was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}
