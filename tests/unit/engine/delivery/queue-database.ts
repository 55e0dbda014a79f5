import { join } from "node:path";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertChannel } from "#db/queries/channels.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import { publish } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { someRule } from "../../../support/rules.ts";
import { anEvent } from "../../../support/stored-alerts.ts";

/** A real database with channels, and alerts published into it at moments of the test's own. */
export class QueueDatabase implements Disposable {
  readonly connection: Connection;
  readonly #folder = temporaryFolder();
  readonly #table: RoutingTable;

  constructor(channelIds: string[]) {
    this.connection = openWriter(join(this.#folder.path, "tocsin.db"));
    migrate(this.connection);
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
      afterCommit: (action) => after.push(action),
      tally: () => {},
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
    this.transact(now, (tx) => publish(tx, event, { table: this.#table, queued }));
    return event.id;
  }

  count(table: "events" | "alerts" | "deliveries" | "attempts" | "not_sent", where = "1"): number {
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
      retrySchedule: [],
      maxInFlight: 16,
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
