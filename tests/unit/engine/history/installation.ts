import { vi } from "vitest";
import { sentAlerts } from "#lib/domain/alert/sent-post.ts";
import { EXPIRES_AFTER_MS } from "#lib/domain/delivery/expiry.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { expiringOverdue } from "#lib/engine/clock/expire-overdue.ts";
import { type VerbName, type VerbOutput, verbs } from "#lib/engine/verbs/verbs.ts";
import { sources } from "#lib/sources/sources.ts";
import { KillableEngine } from "./killable-engine.ts";
import { alertId, deliveriesOf, inFlightOf, readHistory } from "./read-history.ts";
import { Receivers } from "./receivers.ts";
import { type Answer, CHANNELS, type History, type PostAnswer, RETRIES, type Step } from "./steps.ts";

const ADMIN: Actor = { kind: "user", id: "usr_ada", name: "Ada", role: "admin" };
const KEY: Actor = { kind: "api_key", id: "key_1", name: "Tests", scopes: ["ingest"] };

/** Between an attempt and its retry, before the jitter, in seconds. */
const RETRY_SECONDS = 60;
const UNTIL_RETRIES_ARE_DUE_MS = 2 * RETRY_SECONDS * 1_000;

const NO_LOG = { info: () => {}, warn: () => {}, error: () => {} };

const VERB_OF: { [Kind in Step["kind"]]?: VerbName } = {
  redeliver: "deliveries.redeliver",
  "send now": "deliveries.send-now",
  cancel: "deliveries.cancel",
};

/** A real engine with real verbs, to which steps of the model happen. Only the network is not real, and the date. */
export class Installation implements AsyncDisposable {
  readonly #receivers = new Receivers();
  readonly #engine: KillableEngine;
  readonly #channelIds: string[] = [];
  readonly #posts: PostAnswer[] = [];
  readonly #eventIds: string[] = [];

  private constructor(from?: string) {
    this.#engine = new KillableEngine(() => this.#receivers.outbound(), from);
  }

  /** A new one, to which nothing has happened. */
  static async make(): Promise<Installation> {
    const made = new Installation();
    for (let index = 0; index < CHANNELS; index++) {
      const retry_schedule = Array(RETRIES).fill(RETRY_SECONDS);
      const input = { name: `Channel ${index}`, url: `http://127.0.0.1:9/${index}`, retry_schedule };
      const { channel } = await made.#run("channels.create", input);
      made.#channelIds.push(channel.id);
    }
    return made;
  }

  /** Another one on a copy of the data folder. It knows of no event. */
  copy(): Installation {
    const copied = new Installation(this.#engine.dataDir);
    copied.#channelIds.push(...this.#channelIds);
    return copied;
  }

  /** Makes the step happen. What follows from it is there once `settle` has resolved. */
  async take(step: Step): Promise<void> {
    if (step.kind === "post") return this.#post(step.alert, step.key);
    if (step.kind === "status") return this.#setStatus(step.alert, step.status);
    if (step.kind === "kill") return this.#engine.killAndStart();
    if (step.kind === "wait") return this.#wait();
    if (step.kind === "expire") return this.#expire();
    const id = this.#channelIds[step.channel] ?? "";
    if (step.kind === "answer") return this.#answer(id, step.request, step.answer);
    if (step.kind === "answer and kill") {
      this.#answer(id, step.request, step.answer);
      return this.#engine.killAndStart();
    }
    const act = VERB_OF[step.kind];
    if (act !== undefined && "event" in step) return this.#act(act, id, step.event);
    if (step.kind === "delete") return void (await this.#runOrRefuse("channels.delete", { id }));
    const changes = step.kind === "enable" ? { enabled: true, waiting: step.waiting } : { enabled: false };
    await this.#runOrRefuse("channels.update", { id, changes });
  }

  /** Everything that has come in so far is on disk, and what follows from it at once has begun. */
  async settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await new Promise(setImmediate);
      await this.#engine.context.transact(() => {});
    }
    await new Promise(setImmediate);
  }

  /** By channel, the events of the requests that have no answer yet. */
  inFlight(): number[][] {
    return this.#channelIds.map((id) => inFlightOf(this.#receivers, id, this.#eventIds));
  }

  /** What has happened, as anybody may read it. */
  history(): Promise<History> {
    const { db } = this.#engine.reader;
    const [eventIds, channelIds] = [this.#eventIds, this.#channelIds];
    return readHistory(db, { posts: this.#posts, eventIds, channelIds, receivers: this.#receivers });
  }

  async #post(alert: number, key: number | null): Promise<void> {
    const body = { alert_id: alertId(alert), alert_title: `Alert ${alert}` };
    const text = JSON.stringify({ ...body, ...(key !== null && { idempotency_key: `key ${key}` }) });
    const post = sources.native.read({ text, mediaType: "application/json", header: () => null });
    const input = { ...sentAlerts(post), webhookId: null, hops: 0 };
    const answer = await this.#runOrRefuse("alerts.accept", input, KEY);
    if (answer === null) return void this.#posts.push(null);
    const { event_id: eventId, duplicate } = JSON.parse(answer).results[0];
    if (!duplicate) this.#eventIds.push(eventId);
    this.#posts.push({ event: this.#eventIds.indexOf(eventId), duplicate });
  }

  async #setStatus(alert: number, status: string): Promise<void> {
    const input = { alertId: alertId(alert), change: { status } };
    const changed = await this.#runOrRefuse("alerts.set-status", input);
    if (changed?.eventId) this.#eventIds.push(changed.eventId);
  }

  #answer(channelId: string, request: number, answer: Answer): void {
    const inFlight = inFlightOf(this.#receivers, channelId, this.#eventIds);
    const event = inFlight[request % inFlight.length];
    if (event !== undefined) this.#receivers.answer(channelId, this.#eventIds[event] ?? "", answer);
  }

  /** Lanes look again as when their timers fire. */
  #wait(): void {
    vi.setSystemTime(Date.now() + UNTIL_RETRIES_ARE_DUE_MS);
    for (const id of this.#channelIds) this.#engine.context.deliveriesWaiting(id);
  }

  async #expire(): Promise<void> {
    vi.setSystemTime(Date.now() + EXPIRES_AFTER_MS);
    const { step } = expiringOverdue({ ...this.#engine.context, log: NO_LOG });
    await step();
  }

  async #act(verb: VerbName, channelId: string, event: number): Promise<void> {
    const deliveries = await deliveriesOf(this.#engine.reader.db, channelId);
    const found = deliveries.find(({ eventId }) => eventId === this.#eventIds[event]);
    if (found !== undefined) await this.#runOrRefuse(verb, { id: found.id });
  }

  #run<Name extends VerbName>(verb: Name, input: unknown, actor = ADMIN): Promise<VerbOutput<Name>> {
    return verbs[verb](this.#engine.context, { actor, input }) as Promise<VerbOutput<Name>>;
  }

  /** Null if the verb refuses: such a step changes nothing. */
  async #runOrRefuse<Name extends VerbName>(verb: Name, input: unknown, actor = ADMIN) {
    try {
      return await this.#run(verb, input, actor);
    } catch (error) {
      if (error instanceof AppError && ["invalid", "not_found", "conflict"].includes(error.code)) return null;
      throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#engine[Symbol.asyncDispose]();
  }
}
