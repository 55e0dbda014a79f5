import { and, desc, eq, gt, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, channels, mutes, rules } from "#db/schema/index.ts";
import type { Mute, Muted, MuteState, MuteView } from "#lib/domain/mute/mute.ts";
import { badCursor, DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

type Row = typeof mutes.$inferSelect;

/** The mutes that are live at `now` (ms), oldest first, as routing needs them. */
export const liveMutes = (db: Db, now: number): Mute[] =>
  db
    .select()
    .from(mutes)
    .where(gt(mutes.until, now))
    .orderBy(mutes.id)
    .all()
    .map((row) => ({ id: row.id, muted: mutedIn(row), until: row.until, createdBy: row.createdBy }));

function mutedIn({ id, channelId, ruleId, alertId, filters }: Row): Muted {
  if (channelId !== null) return { kind: "channel", id: channelId };
  if (ruleId !== null) return { kind: "rule", id: ruleId };
  if (alertId !== null) return { kind: "alert", id: alertId };
  if (filters !== null) return { kind: "filters", filters };
  throw new Error(`${id} mutes nothing.`);
}

/** All live mutes at `now` (ms) as pages show them, newest first. There are at most hundreds. */
export const listLiveMutes = async (db: Db, now: number): Promise<MuteView[]> =>
  viewsWhere(db, gt(mutes.until, now));

export type MuteFilter = PageRequest & { state?: MuteState | undefined };

/** A page of mutes, newest first: their ids sort by age. `now` is in ms. */
export async function pageOfMutes(db: Db, filter: MuteFilter, now: number): Promise<Page<MuteView>> {
  const { cursor, state, limit = DEFAULT_LIMIT } = filter;
  if (cursor !== undefined && !/^mut_[0-9a-f-]{36}$/.test(cursor)) throw badCursor();
  const inState = { live: gt(mutes.until, now), ended: lte(mutes.until, now) };
  const rows = viewsWhere(
    db,
    and(cursor === undefined ? undefined : lt(mutes.id, cursor), state && inState[state]),
    limit + 1,
  );
  return toPage(rows, limit, ({ id }) => id);
}

/** The mute, unless it has ended by `now` (ms). */
export const liveMute = (db: Db, id: string, now: number): MuteView | undefined =>
  viewsWhere(db, and(eq(mutes.id, id), gt(mutes.until, now)))[0];

/** The live mutes of a channel or a rule. `now` is in ms. */
export const liveMutesOf = (db: Db, kind: "channel" | "rule", id: string, now: number): MuteView[] =>
  viewsWhere(db, and(eq(kind === "channel" ? mutes.channelId : mutes.ruleId, id), gt(mutes.until, now)));

/** The live mutes of alerts that have been removed since. `now` is in ms. */
export const liveMutesOfGoneAlerts = (db: Db, now: number): MuteView[] =>
  viewsWhere(db, and(gt(mutes.until, now), isNotNull(mutes.alertId), isNull(alerts.alertId)));

/** A whole number that SQLite takes as "no limit". */
const ALL = -1;

/** A deleted channel keeps its row, and its name; a rule and an alert do not. */
function viewsWhere(db: Db, condition: SQL | undefined, limit = ALL): MuteView[] {
  return db
    .select({
      row: mutes,
      name: sql<string | null>`coalesce(${channels.name}, ${rules.name}, ${alerts.title})`,
    })
    .from(mutes)
    .leftJoin(channels, eq(channels.id, mutes.channelId))
    .leftJoin(rules, eq(rules.id, mutes.ruleId))
    .leftJoin(alerts, eq(alerts.alertId, mutes.alertId))
    .where(condition)
    .orderBy(desc(mutes.id))
    .limit(limit)
    .all()
    .map(({ row, name }) => {
      const { id, until, remark, createdBy, createdAt, endedBy } = row;
      return { id, muted: mutedIn(row), name, until, remark, createdBy, createdAt, endedBy };
    });
}

/** Stores a new mute. */
export function insertMute(
  db: Db,
  { id, muted, until, createdBy }: Mute,
  { remark, now }: { remark: string | null; now: number },
): void {
  db.insert(mutes)
    .values({ id, ...columnsOf(muted), until, remark, createdBy, createdAt: now })
    .run();
}

function columnsOf(muted: Muted): Partial<Row> {
  if (muted.kind === "filters") return { filters: muted.filters };
  if (muted.kind === "channel") return { channelId: muted.id };
  return muted.kind === "rule" ? { ruleId: muted.id } : { alertId: muted.id };
}

/** Ends a mute at `now` (ms). */
export function endMuteRow(db: Db, id: string, { by, now }: { by: string; now: number }): void {
  db.update(mutes).set({ until: now, endedBy: by }).where(eq(mutes.id, id)).run();
}

/** Deletes the mutes that ended before `before` (ms). */
export function forgetMutes(db: Db, before: number): void {
  db.delete(mutes).where(lt(mutes.until, before)).run();
}
