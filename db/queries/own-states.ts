import { and, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { channels, ownStates, rules } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { OWN_ALERT_IDS, type OwnTopic, topicOf } from "#lib/domain/own/own.ts";
import type { FollowedState } from "#lib/domain/own/telling.ts";
import { isInTrouble } from "./channel-health.ts";

export type OwnStateRow = OwnTopic & FollowedState;

const followed = prepared((db) => db.select().from(ownStates).prepare());

/** All states that Tocsin follows: a few per channel in trouble. */
export const followedStates = (db: Db): OwnStateRow[] => followed(db).all();

export function storeFollowedState(db: Db, row: OwnStateRow): void {
  const { lasts, since, toldAt } = row;
  db.insert(ownStates)
    .values(row)
    .onConflictDoUpdate({ target: [ownStates.kind, ownStates.thing], set: { lasts, since, toldAt } })
    .run();
}

const isAbout = ({ kind, thing }: OwnTopic) => and(eq(ownStates.kind, kind), eq(ownStates.thing, thing));

export function forgetFollowedState(db: Db, topic: OwnTopic): void {
  db.delete(ownStates).where(isAbout(topic)).run();
}

/** Whether the state that an own alert tells lasts, so that nobody may resolve it. False for other alerts. */
export function ownStateLasts(db: Db, alertId: string): boolean {
  const topic = topicOf(alertId);
  return topic !== null && db.select().from(ownStates).where(isAbout(topic)).get()?.lasts === true;
}

/** The `+` keeps SQLite from walking all open alerts, of which there may be many. */
const ongoing = statement<{ from: string; to: string }, { alertId: string }>(
  `SELECT alert_id AS alertId FROM alerts
   WHERE alert_id >= +@from AND alert_id < +@to AND +status IN ('Open', 'Acknowledged')`,
);

/** The ids of Tocsin's own alerts that are Open or Acknowledged. */
export const ongoingOwnAlerts = (db: Db): string[] =>
  ongoing(db)
    .all(OWN_ALERT_IDS)
    .map(({ alertId }) => alertId);

const troubled = prepared((db) =>
  db
    .select({
      id: channels.id,
      name: channels.name,
      enabled: channels.enabled,
      disabledReason: channels.disabledReason,
      failingSince: channels.failingSince,
      refusingSince: channels.refusingSince,
      refusal: channels.refusal,
      oldestExpiredAt: channels.oldestExpiredAt,
    })
    .from(channels)
    .where(and(isNull(channels.deletedAt), or(isInTrouble, isNotNull(channels.oldestExpiredAt))))
    .prepare(),
);

/** The channels that are failing or refusing, that Tocsin disabled, or of which the oldest ever expired. */
export const troubledChannels = (db: Db) => troubled(db).all();

const failed = prepared((db) =>
  db
    .select({ id: rules.id, name: rules.name, lastError: rules.lastError })
    .from(rules)
    .where(
      and(
        eq(rules.enabled, true),
        isNotNull(rules.lastError),
        gt(rules.lastErrorAt, sql.placeholder("since")),
      ),
    )
    .prepare(),
);

/** The enabled rules whose expression failed after `since` (ms). */
export const failedRules = (db: Db, since: number) => failed(db).all({ since });
