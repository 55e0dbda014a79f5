import { join } from "node:path";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertChannel } from "#db/queries/channels.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { Lines } from "#db/queries/lines.ts";
import { type NextState, recordAttempt } from "#db/queries/record-attempt.ts";
import { storeRollups } from "#db/queries/rollups.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { someRule } from "../../../support/rules.ts";
import { anEvent, publishNext } from "../../../support/stored-alerts.ts";

const ENDED: Omit<AttemptResult, "startedAt"> = {
  durationMs: 3,
  timing: null,
  outcome: "delivered",
  status: null,
  response: null,
  retryAfter: null,
  message: "Said.",
  certificate: null,
  peer: null,
};

/** A real database with channels, and alerts published into it at moments of the test's own. */
export class QueueDatabase implements Disposable {
  readonly connection: Connection;
  readonly #folder = temporaryFolder();
  readonly #table: RoutingTable;
  readonly #ids: NewIds;
  readonly lines: Lines;

  /** @param lines how many lines are remembered */
  constructor(channelIds: string[], lines?: number) {
    this.connection = openWriter(join(this.#folder.path, "tocsin.db"));
    migrate(this.connection);
    this.#ids = new NewIds(this.connection.db);
    this.lines = new Lines(this.connection.db, lines);
    for (const id of channelIds) this.#makeChannel(id);
    const channels = channelIds.map((id) => ({ id, name: id, enabled: true }));
    this.#table = { rules: [someRule()], channels, accessRequests: new Map(), mutes: [] };
  }

  /** Runs `work` in a transaction of that moment (ms); what it wants done after the commit is done. */
  transact<T>(now: number, work: (tx: Tx) => T): T {
    const after: (() => void)[] = [];
    const tx: Tx = {
      db: this.connection.db,
      now,
      ids: this.#ids,
      lines: this.lines,
      afterCommit: (action) => after.push(action),
      tally: () => {},
      rollUp: (happened) => storeRollups(this.connection.db, [happened], now),
    };
    const value = this.connection.sqlite.transaction(() => work(tx)).immediate();
    for (const action of after) action();
    return value;
  }

  /** An event of the alert, queued for every channel; `queued` hears of what is due at once. */
  publish(
    alertId: string,
    now: number,
    queued: (channelId: string, due: DueDelivery) => void = () => {},
  ): string {
    const event = anEvent({ alert_id: alertId }, now);
    return this.transact(now, (tx) => publishNext(tx, event, { table: this.#table, queued }));
  }

  /** Records an attempt that ended at `now` (ms), and what follows for its delivery. */
  attempt(
    now: number,
    { seq, number = 1 }: { seq: number; number?: number },
    result: Partial<AttemptResult>,
    next: Pick<NextState, "state"> & { nextAttemptAt?: number },
    body: string | null = null,
  ): void {
    const { state, nextAttemptAt } = next;
    const what: NextState =
      state === "pending"
        ? { state, reason: null, nextAttemptAt: nextAttemptAt ?? now, finishedAt: null }
        : { state, reason: null, nextAttemptAt: null, finishedAt: now };
    const attempt = {
      deliverySeq: seq,
      number,
      result: { ...ENDED, startedAt: now, ...result },
      channelVersion: 1,
      signature: "v1,abc",
      body,
    };
    this.transact(now, ({ db }) => recordAttempt(db, attempt, what));
  }

  count(
    table: "events" | "alerts" | "deliveries" | "attempts" | "attempt_bodies" | "certificates" | "not_sent",
    where = "1",
  ): number {
    return Number(
      this.connection.sqlite.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get(),
    );
  }

  #makeChannel(id: string): void {
    insertChannel(this.connection.db, {
      id,
      name: id,
      enabled: true,
      url: "http://127.0.0.1:9/",
      verifySsl: true,
      urlSecrets: [],
      auth: { type: "none" },
      headers: [],
      format: ALERT_FORMAT,
      retrySchedule: [],
      maxInFlight: 16,
      autoDisable: true,
      certificates: NOTHING_MET,
      version: 1,
      createdAt: 0,
      updatedAt: 0,
    });
  }

  [Symbol.dispose](): void {
    this.connection.sqlite.close();
    this.#folder[Symbol.dispose]();
  }
}
