import { join } from "node:path";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertChannel } from "#db/queries/channels.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { Payload } from "#lib/domain/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { RoutingTable } from "#lib/domain/rule.ts";
import { NOTHING_MET } from "#lib/pipeline/certificate-memory.ts";
import { publish } from "#lib/pipeline/publish.ts";
import type { Tx } from "#lib/verb.ts";
import { temporaryFolder } from "../../support/folder.ts";

const ALL_ALERTS: RoutingTable["rules"] = [
  {
    id: "rul_all",
    name: "All alerts",
    description: null,
    enabled: true,
    events: [],
    filters: { match: "all", conditions: [] },
    expression: null,
    setPriority: null,
    statuses: ["Open", "Acknowledged", "Resolved", "Auto-Resolved"],
    onlyOnChange: false,
    autoResolveMinutes: null,
    channels: "all",
  },
];

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
    this.#table = { rules: ALL_ALERTS, channels, accessRequests: new Map() };
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
    const id = newId("evt");
    const event = { id, payload: payload(alertId, now), details: null, apiKeyId: null, remark: null };
    this.transact(now, (tx) =>
      publish(tx, { ...event, test: false, receivedAt: now }, { table: this.#table, queued }),
    );
    return id;
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

function payload(alertId: string, now: number): Payload {
  const at = new Date(now).toISOString();
  return {
    alert_id: alertId,
    alert_title: "Disk full",
    category: null,
    description: null,
    di_event: null,
    event_description: null,
    initiated_by: null,
    occurred_at: at,
    previous_alert_status: null,
    priority: "High",
    rule_id: null,
    source_id: null,
    source_name: null,
    source_type: null,
    source_url: null,
    status: "Open",
    update_at: at,
  };
}
