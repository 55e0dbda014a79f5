import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accessRequestEvents, channels, rules } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { Rule, RuleView } from "#lib/domain/rule/rule.ts";
import { nameKey } from "#lib/domain/text.ts";
import { liveMutes } from "./mutes.ts";
import { badCursor, DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

/** Everything that decides where events go at `now` (ms) and later, read in the open transaction. */
export function readRoutingTable(db: Db, now: number): RoutingTable {
  const selected = Map.groupBy(db.select().from(accessRequestEvents).all(), ({ channelId }) => channelId);
  return {
    rules: db.select(routed).from(rules).orderBy(asc(rules.createdAt), asc(rules.id)).all(),
    channels: db
      .select({ id: channels.id, name: channels.name, enabled: channels.enabled })
      .from(channels)
      .where(isNull(channels.deletedAt))
      .orderBy(asc(channels.id))
      .all(),
    accessRequests: new Map(
      [...selected].map(([channelId, rows]) => [channelId, new Set(rows.map(({ event }) => event))]),
    ),
    mutes: liveMutes(db, now),
  };
}

/** The columns of a rule that routing needs. */
const routed = {
  id: rules.id,
  name: rules.name,
  description: rules.description,
  enabled: rules.enabled,
  events: rules.events,
  filters: rules.filters,
  expression: rules.expression,
  setPriority: rules.setPriority,
  statuses: rules.statuses,
  onlyOnChange: rules.onlyOnChange,
  autoResolveMinutes: rules.autoResolveMinutes,
  followUp: rules.followUp,
  channels: rules.channels,
};

/** All rules with their channels, oldest first. */
export const listRules = async (db: Db): Promise<RuleView[]> => allRules(db);

/** The same, read in the open transaction. */
export const allRules = (db: Db): RuleView[] =>
  db.select().from(rules).orderBy(asc(rules.createdAt), asc(rules.id)).all();

export type RuleFilter = PageRequest & { enabled?: boolean | undefined; name?: string | undefined };

/** A page of rules, newest first: their ids sort by age. Names are compared without regard to case. */
export async function pageOfRules(db: Db, filter: RuleFilter): Promise<Page<RuleView>> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  if (filter.cursor !== undefined && !/^rul_[0-9a-f-]{36}$/.test(filter.cursor)) throw badCursor();
  const rows = db
    .select()
    .from(rules)
    .where(
      and(
        filter.cursor === undefined ? undefined : lt(rules.id, filter.cursor),
        filter.enabled === undefined ? undefined : eq(rules.enabled, filter.enabled),
      ),
    )
    .orderBy(desc(rules.id))
    .all();
  // Filtered here, because SQLite's lower() knows ASCII only. There are only tens of rules.
  const { name } = filter;
  const named = name === undefined ? rows : rows.filter((rule) => nameKey(rule.name) === nameKey(name));
  return toPage(named.slice(0, limit + 1), limit, ({ id }) => id);
}

export const findRule = async (db: Db, id: string): Promise<RuleView | null> => ruleRow(db, id) ?? null;

export const ruleRow = (db: Db, id: string): RuleView | undefined =>
  db.select().from(rules).where(eq(rules.id, id)).get();

/** The rules that name this channel, without those for all channels. */
export const rulesNaming = (db: Db, channelId: string): RuleView[] =>
  db
    .select()
    .from(rules)
    .all()
    .filter((rule) => rule.channels !== "all" && rule.channels.includes(channelId));

export function insertRule(db: Db, row: typeof rules.$inferInsert): void {
  db.insert(rules).values(row).run();
}

/** Writes changes as the next version. `now` is in ms. */
export function updateRule(
  db: Db,
  id: string,
  changes: Partial<Omit<Rule, "id"> & Pick<RuleView, "disabledReason" | "lastError" | "lastErrorAt">>,
  now: number,
): void {
  db.update(rules)
    .set({ ...changes, version: sql`${rules.version} + 1`, updatedAt: now })
    .where(eq(rules.id, id))
    .run();
}

const writeError = statement<{ id: string; error: string; now: number; every: number }>(
  `UPDATE rules SET last_error = @error, last_error_at = @now
   WHERE id = +@id AND (last_error_at IS NULL OR last_error_at NOT BETWEEN +@now - @every + 1 AND +@now)`,
);

/**
 * Stores the error of a rule's expression, unless one was stored in the last `every` ms. This is nobody's
 * edit, so the version stays. `now` is in ms.
 */
export function rememberRuleError(
  db: Db,
  id: string,
  error: string,
  { now, every }: { now: number; every: number },
): void {
  writeError(db).run({ id, error, now, every });
}

export function deleteRule(db: Db, id: string): void {
  db.delete(rules).where(eq(rules.id, id)).run();
}
