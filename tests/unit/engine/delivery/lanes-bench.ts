import { createSecretKey } from "node:crypto";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { HEALTHY, type StoredHealth, toStored } from "#lib/domain/channel/health.ts";
import type { AttemptResult, Outcome } from "#lib/domain/delivery/outcome.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import type { Attempt } from "#lib/engine/delivery/deliver.ts";
import type { Destination } from "#lib/engine/delivery/destination.ts";
import { Lanes } from "#lib/engine/delivery/lanes.ts";
import { record } from "#lib/engine/delivery/record.ts";
import { createRedactor } from "#lib/redact/redact.ts";
import { QueueDatabase } from "./queue-database.ts";

export const destination = (channelId: string, maxInFlight: number): Destination => {
  const key = createSecretKey(Buffer.alloc(32));
  return {
    channelId,
    channelName: channelId,
    format: ALERT_FORMAT,
    baseUrl: null,
    version: 1,
    revision: "1",
    sent: { url: "http://127.0.0.1:9/", headers: {}, body: () => "{}", path: () => "" },
    shown: { url: "http://127.0.0.1:9/", headers: {}, body: () => "{}", path: () => "" },
    reading: { verdictInBody: false, secretField: null },
    trust: { verifySsl: true, pin: null, metCaVouched: false },
    signing: { present: key, previous: null, previousUntil: 0 },
    redactor: createRedactor([]),
    retrySchedule: [],
    maxInFlight,
  };
};

export const WELL = toStored(HEALTHY);

export const ended = (outcome: Outcome, status: number | null, retryAfter: string | null): AttemptResult => ({
  startedAt: Date.now(),
  durationMs: 1,
  timing: null,
  outcome,
  status,
  response: null,
  retryAfter,
  message: "Said.",
  certificate: null,
  peer: null,
});

export type Open = { channelId: string; delivery: DueDelivery; end: (result: AttemptResult | null) => void };

/** The engine's lanes over a real queue, their requests ended by the test. */
export class Bench implements Disposable {
  readonly queue: QueueDatabase;
  readonly lanes: Lanes;
  /** Requests in flight, oldest first. */
  readonly open: Open[] = [];
  /** Every request ever started: channel, alert and event. */
  readonly sent: { channelId: string; alertId: string; eventId: string }[] = [];
  /** Channel → its health, as it would be stored. */
  readonly stored = new Map<string, StoredHealth>();
  /** While true, attempts that have ended stay unrecorded. */
  diskHangs = false;
  /** Attempts that end are recorded once this is done. */
  diskReady: Promise<void> = Promise.resolve();

  constructor(limits: Record<string, number>) {
    this.queue = new QueueDatabase(Object.keys(limits));
    this.lanes = new Lanes({
      db: this.queue.connection.db,
      send: (to, delivery) => this.#send(to, delivery),
      record: async (attempted, recorded) => {
        const { destination: to, health } = attempted;
        if (this.diskHangs) return new Promise(() => {});
        await this.diskReady;
        if (health !== undefined) this.stored.set(to.channelId, health);
        this.queue.transact(Date.now(), (tx) => {
          const line = record(tx, attempted, () => {});
          tx.afterCommit(() => recorded(line));
        });
      },
    });
    for (const [id, limit] of Object.entries(limits)) this.lanes.set(id, destination(id, limit), WELL);
  }

  post(alertId: string): string {
    return this.queue.publish(alertId, Date.now(), (channelId, due) => this.lanes.offer(channelId, due));
  }

  /** Ends the oldest request in flight that fits, and lets what follows from it happen. */
  async end(
    outcome: Outcome,
    status: number | null,
    fits: (one: Open) => boolean = () => true,
    retryAfter: string | null = null,
  ): Promise<void> {
    const index = this.open.findIndex(fits);
    if (index === -1) throw new Error("No such request is in flight.");
    this.open.splice(index, 1)[0]?.end(ended(outcome, status, retryAfter));
    await this.settled();
  }

  /** Everything that follows without another request ending has happened. */
  settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  inFlight = (channelId: string): number => this.open.filter((one) => one.channelId === channelId).length;

  #send({ channelId }: Destination, delivery: DueDelivery) {
    const { alertId, eventId } = delivery;
    this.sent.push({ channelId, alertId, eventId });
    const facts = { eventId, body: "", hops: 0, timestamp: 0, signature: "v1,abc" };
    return new Promise<Attempt | null>((resolve) => {
      const end = (result: AttemptResult | null) => resolve(result && { facts, result });
      this.open.push({ channelId, delivery, end });
    });
  }

  [Symbol.dispose](): void {
    void this.lanes.drain(0);
    this.queue[Symbol.dispose]();
  }
}
