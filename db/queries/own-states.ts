import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { alerts, channels, ownStates, rules } from "#db/schema/index.ts";
import { OWN_ALERTS } from "#lib/domain/alert/alert.ts";
import { AFTER_OWN_ALERTS, type OwnTopic, topicOf } from "#lib/domain/own/own.ts";
import type { FollowedState } from "#lib/domain/own/telling.ts";

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

const ongoing = prepared((db) =>
  db
    .select({ alertId: alerts.alertId })
    .from(alerts)
    .where(
      and(
        gte(alerts.alertId, OWN_ALERTS),
        lt(alerts.alertId, AFTER_OWN_ALERTS),
        inArray(alerts.status, ["Open", "Acknowledged"]),
      ),
    )
    .prepare(),
);

/** The ids of Tocsin's own alerts that are Open or Acknowledged. */
export const ongoingOwnAlerts = (db: Db): string[] =>
  ongoing(db)
    .all()
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
    .where(
      and(
        isNull(channels.deletedAt),
        or(
          and(eq(channels.enabled, false), isNotNull(channels.disabledReason)),
          and(eq(channels.enabled, true), isNotNull(channels.failingSince)),
          and(eq(channels.enabled, true), isNotNull(channels.refusingSince)),
          isNotNull(channels.oldestExpiredAt),
        ),
      ),
    )
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
