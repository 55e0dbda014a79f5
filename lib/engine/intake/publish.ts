import { insertEvent, moveAlertTo, type NewEvent } from "#db/queries/alerts.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { reachedBefore } from "#db/queries/follow-up.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { closes, opens, type Reached, reachedAfter } from "#lib/domain/alert/follow-up.ts";
import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { isAccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { enqueue } from "./enqueue.ts";
import { noticeEvent, noticeFailure } from "./notice.ts";
import { autoResolveAt } from "./resolve-at.ts";
import { route } from "./route.ts";

const NOWHERE: Reached = {};

export type Routes = {
  table: RoutingTable;
  /** Called after the commit for each delivery that is due now. */
  queued: (channelId: string, delivery: DueDelivery) => void;
};

/**
 * An event, and its alert's stored status before it. Without that status the event counts as a change of
 * status. `endsAt` is when the alert ends unless its sender says it again, ms since 1970; left out, an ongoing
 * alert keeps its end.
 */
export type PublishedEvent = NewEvent & { before?: AlertStatus | null; endsAt?: number | null };

/**
 * Stores an event, makes it its alert's current state, and queues it for every channel that wants it; for
 * every other channel it records why not. Every event ends here, whether a post, a user or a rule made it.
 * Returns how many deliveries it queued.
 */
export function publish(tx: Tx, event: PublishedEvent, { table, queued }: Routes): number {
  const { seq, id, payload, details, hops, requestId, before = null } = event;
  const { status } = payload;
  const reached = before === null ? NOWHERE : reachedBefore(tx.db, payload.alert_id);
  const follow = closes(before, status) ? reached : NOWHERE;
  const { decisions, matched, failed } = route({ payload, details, before }, table, tx.now, follow);
  const stored = { alertId: payload.alert_id, payloadText: JSON.stringify(payload) };
  insertEvent(tx.db, { ...event, ...stored });
  const opened = opens(before, status);
  moveAlertTo(tx.db, event, {
    opened,
    reached: reachedAfter(opened ? NOWHERE : reached, decisions),
    autoResolveAt: autoResolveAt(event, matched),
    endsAt: isOngoing(status) ? (event.endsAt === undefined ? "kept" : event.endsAt) : null,
  });
  noticeEvent(tx, payload.di_event);
  for (const rule of matched) tx.tally("rule_matched", rule.id);
  for (const { rule, error } of failed) noticeFailure(tx, rule, error);
  for (const decision of decisions) {
    const due = enqueue(tx, { seq, id, hops, requestId, ...stored }, decision);
    if (due !== null) tx.afterCommit(() => queued(decision.channelId, due));
  }
  const sent = decisions.filter(({ kind }) => kind === "send").length;
  const unheard = sent === 0 && !event.statusChange;
  if (unheard && isAccessRequestEvent(payload.di_event) && !decisions.some(isMuted))
    tx.tally("access_event_unheard", payload.di_event);
  return sent;
}

const isMuted = (decision: RouteDecision): boolean => decision.kind === "skip" && decision.reason === "muted";
