import { getTableName } from "drizzle-orm";
import { FAILED_BACKUP, LAST_BACKUP } from "#lib/domain/backup.ts";
import type { ChangeKind } from "#lib/domain/live/change.ts";
import type { Connection } from "./client.ts";
import * as schema from "./schema/index.ts";

/**
 * `id` is an SQL expression that names the thing, from the name of the row; null if the kind has no ids. `when`
 * leaves other rows out.
 */
type Told = { kind: ChangeKind; id: ((row: string) => string) | null; when?: (row: string) => string };

const column = (name: string) => (row: string) => `${row}.${name}`;
/** A row without a text id is noted as `seq/boot`: while SQLite writes, nothing can be read. */
const numbers = (row: string) => `coalesce(${row}.id, ${row}.seq || '/' || ${row}.boot)`;

/**
 * Which thing has changed when a row of a table is written. Null for a table that no page shows, or whose rows
 * are written only together with a row that tells.
 */
export const TOLD: Record<keyof typeof schema, Told | null> = {
  alerts: { kind: "alert", id: column("alert_id") },
  alertSearchRows: { kind: "search", id: null },
  events: null,
  boots: null,
  sizes: { kind: "system", id: null },
  notSent: null,
  idempotencyKeys: null,
  audit: { kind: "audit", id: null },
  installation: {
    kind: "system",
    id: null,
    when: (row) => `${row}.name IN ('${LAST_BACKUP}', '${FAILED_BACKUP}')`,
  },
  channels: { kind: "channel", id: column("id") },
  channelSecrets: { kind: "channel", id: column("channel_id") },
  channelVersions: null,
  deliveries: { kind: "delivery", id: numbers },
  attempts: null,
  attemptBodies: null,
  certificates: null,
  rollups: null,
  jobs: { kind: "job", id: column("id") },
  jobChannels: null,
  users: { kind: "user", id: column("id") },
  sessions: { kind: "session", id: column("id") },
  secondFactors: { kind: "user", id: column("user_id") },
  recoveryCodes: { kind: "user", id: column("user_id") },
  accountLinks: { kind: "user", id: column("user_id") },
  apiKeys: { kind: "api-key", id: column("id") },
  sources: { kind: "source", id: column("id") },
  sourceSecrets: { kind: "source", id: column("source_id") },
  senders: { kind: "source", id: column("source") },
  senderHours: null,
  caughtBodies: { kind: "source", id: column("source_id") },
  snsSubscriptions: { kind: "source", id: () => "'aws-sns'" },
  seenEvents: null,
  rules: { kind: "rule", id: column("id") },
  mutes: { kind: "mute", id: column("id") },
  // It may change what stands above every page.
  ownStates: { kind: "anything", id: null },
  accessRequestEvents: { kind: "access-request", id: column("channel_id") },
  tallies: { kind: "rule", id: column("key"), when: (row) => `${row}.name = 'rule_matched'` },
};

const ROWS = { INSERT: "NEW", UPDATE: "NEW", DELETE: "OLD" };

type Note = (kind: ChangeKind, id: string | null) => void;

/**
 * Calls `note` for each row that this connection writes, also in a transaction that is rolled back later. No
 * writer can forget to tell, and nothing is paid while nobody wants to know: the triggers are temporary. Call
 * every method outside of transactions.
 */
export class ChangeWatch {
  readonly #sqlite: Connection["sqlite"];
  /** The kinds whose triggers are in place. */
  readonly #noting = new Set<ChangeKind>();

  constructor({ sqlite }: Connection, note: Note) {
    this.#sqlite = sqlite;
    sqlite.function("note_change", (kind, id) => {
      note(kind as ChangeKind, id as string | null);
      return null;
    });
    this.noteAll();
  }

  /** From now on notes every kind. */
  noteAll(): void {
    this.#change(
      [...TRIGGERS.keys()].filter((kind) => !this.#noting.has(kind)),
      "create",
    );
  }

  /** Notes a kind no longer, until the next `noteAll`. */
  rest(kind: ChangeKind): void {
    if (this.#noting.has(kind)) this.#change([kind], "drop");
  }

  end(): void {
    this.#change([...this.#noting], "drop");
  }

  /** One call for all kinds: SQLite compiles every statement again after a change of triggers. */
  #change(kinds: ChangeKind[], how: keyof Trigger): void {
    if (kinds.length === 0) return;
    this.#sqlite.exec(
      kinds
        .flatMap((kind) => TRIGGERS.get(kind) ?? [])
        .map((one) => one[how])
        .join("\n"),
    );
    for (const kind of kinds) how === "create" ? this.#noting.add(kind) : this.#noting.delete(kind);
  }
}

/** The statements that make and remove a trigger. */
type Trigger = { create: string; drop: string };

const TRIGGERS = triggersByKind();

function triggersByKind(): ReadonlyMap<ChangeKind, Trigger[]> {
  const byKind = new Map<ChangeKind, Trigger[]>();
  for (const [name, table] of Object.entries(schema)) {
    const told = TOLD[name as keyof typeof schema];
    if (told === null) continue;
    byKind.set(told.kind, [...(byKind.get(told.kind) ?? []), ...triggersOn(getTableName(table), told)]);
  }
  return byKind;
}

function triggersOn(table: string, { kind, id, when }: Told): Trigger[] {
  return Object.entries(ROWS).map(([event, row]) => {
    const name = `tell_${event.toLowerCase()}_of_${table}`;
    const condition = when === undefined ? "" : `WHEN ${when(row)}`;
    const told = id === null ? "NULL" : id(row);
    const create = `CREATE TEMP TRIGGER ${name} AFTER ${event} ON main.${table} ${condition}
      BEGIN SELECT note_change('${kind}', ${told}); END;`;
    return { create, drop: `DROP TRIGGER temp.${name};` };
  });
}
