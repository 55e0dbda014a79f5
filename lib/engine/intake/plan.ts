import { type AlertState, isOwnEvent, storedAlert } from "#db/queries/alerts.ts";
import { type IdempotentPost, idempotentPost, rememberPost } from "#db/queries/idempotent-posts.ts";
import { eventId as storedEventId } from "#db/queries/row-ids.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { TOO_MANY_HOPS } from "#lib/domain/alert/hops.ts";
import { at, type SenderFacts, type SourceAlert, summary } from "#lib/domain/alert/post.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { complete, type Known } from "./complete.ts";
import { endOf } from "./end-of.ts";
import type { PublishedEvent } from "./publish.ts";
import { isTestUnderWay } from "./tests-under-way.ts";

/** Idempotency keys are kept for 24 h. */
export const IDEMPOTENCY_MS = 24 * 3_600_000;

export type Post = {
  alerts: SourceAlert[];
  indexed: boolean;
  apiKey: { id: string; name: string };
  /** The `webhook-id` header of the post, if it has one. */
  webhookId: string | null;
  /** The id of the post's HTTP request. */
  requestId: string | null;
  /** How many installations of Tocsin the post has passed through. */
  hops: number;
};

/** What will be stored for one alert of the post. */
export type PlannedAlert = { eventId: string; alertId: string } & (
  | { kind: "duplicate" }
  /** Says only again what is stored. */
  | { kind: "repeat"; endsAt: number | null }
  | { kind: "fresh"; event: PublishedEvent; idempotency: SourceAlert["idempotency"] }
);

type KnownHere = Known & { eventId: string };

/** What the earlier alerts of the same post will have stored, so that a later one builds on them. */
type Plan = {
  known: Map<string, KnownHere>;
  posts: Map<string, IdempotentPost>;
  invalid: Issue[];
  conflicts: Issue[];
};

/**
 * Plans the whole post without writing anything, since all of it is stored or nothing. Throws AppError
 * `invalid` if an alert is incomplete, else `conflict` if the post goes in a circle or an idempotency key was
 * used for other content.
 */
export function planPost(tx: Tx, post: Post): PlannedAlert[] {
  const plan: Plan = { known: new Map(), posts: new Map(), invalid: [], conflicts: [] };
  const planned = post.alerts.map((item, index) => planAlert(tx, post, plan, item, index));
  if (plan.invalid.length > 0) throw new AppError("invalid", summary(plan.invalid), plan.invalid);
  if (post.webhookId !== null && isOurs(tx, post.webhookId)) throw new AppError("conflict", LOOP);
  if (post.hops >= TOO_MANY_HOPS) throw new AppError("conflict", CIRCLE);
  if (plan.conflicts.length > 0) throw new AppError("conflict", summary(plan.conflicts), plan.conflicts);
  return planned.filter((one) => one !== null);
}

function planAlert(tx: Tx, post: Post, plan: Plan, item: SourceAlert, index: number): PlannedAlert | null {
  const { alert, idempotency } = item;
  if (idempotency !== null) {
    const before = postedBefore(tx, post, plan, idempotency.key);
    if (before?.contentHash.toString("hex") === idempotency.contentHash)
      return { kind: "duplicate", eventId: before.eventId, alertId: before.alertId };
    // Plan the alert all the same: a missing title is reported before the conflict.
    if (before !== undefined) {
      refuse(plan.conflicts, REUSED_KEY, post, index);
      plan.posts.set(idempotency.key, before);
    }
  }
  const known = alert.alert_id == null ? undefined : knownAlert(tx, plan, alert.alert_id);
  const completed = complete(alert, known, { apiKeyName: post.apiKey.name, now: tx.now });
  if (completed === null) {
    refuse(plan.invalid, NO_TITLE, post, index);
    return null;
  }
  const endsAt = endOf(item.sender, completed.payload.status, tx.now);
  if (known !== undefined && isRepeat(item.sender, completed, known)) {
    const eventId = "eventId" in known ? known.eventId : storedEventId(tx.db, known.lastEvent);
    return { kind: "repeat", eventId, alertId: known.payload.alert_id, endsAt };
  }
  const planned = { ...completed, before: known?.payload.status ?? null, endsAt };
  return planFresh(tx, post, plan, planned, idempotency);
}

/** Whether a sender says only what is stored already, and wants no event of that. */
function isRepeat(sender: SenderFacts | undefined, { payload }: Known, { payload: stored }: Known): boolean {
  const saysTheSame = payload.priority === stored.priority && isSame(payload.status, stored.status);
  return sender?.repeats === "drop" && saysTheSame;
}

/** An alert that ended by itself is over as one that its sender resolves: both ends would close it twice. */
const isSame = (status: AlertStatus, stored: AlertStatus): boolean =>
  status === stored || (!isOngoing(status) && !isOngoing(stored));

const isOurs = (tx: Tx, webhookId: string): boolean =>
  isTestUnderWay(webhookId) || isOwnEvent(tx.db, webhookId);

const LOOP =
  "This post carries a webhook-id that Tocsin sent: a channel leads back to the ingest endpoint. Change its URL.";
const CIRCLE = `This post came through ${TOO_MANY_HOPS} installations of Tocsin: their channels lead in a circle. Change the URL of one.`;
const NO_TITLE: Issue = {
  path: "alert_title",
  message: "alert_title is required for an alert that is not known yet.",
};
const REUSED_KEY: Issue = {
  path: "idempotency_key",
  message: "This idempotency key was used for another content in the last 24 hours: use a new key.",
};

function refuse(issues: Issue[], issue: Issue, post: Post, index: number): void {
  issues.push(at(issue, index, post.indexed));
}

function postedBefore(tx: Tx, post: Post, plan: Plan, key: string): IdempotentPost | undefined {
  const since = tx.now - IDEMPOTENCY_MS;
  return plan.posts.get(key) ?? idempotentPost(tx.db, { apiKeyId: post.apiKey.id, key, since });
}

function knownAlert(tx: Tx, plan: Plan, alertId: string): KnownHere | AlertState | undefined {
  return plan.known.get(alertId) ?? storedAlert(tx.db, alertId);
}

function planFresh(
  tx: Tx,
  post: Post,
  plan: Plan,
  { payload, details, before, endsAt }: Known & Pick<PublishedEvent, "before" | "endsAt">,
  idempotency: SourceAlert["idempotency"],
): PlannedAlert {
  const numbered = tx.ids.event();
  const eventId = numbered.id;
  const ids = { eventId, alertId: payload.alert_id };
  plan.known.set(payload.alert_id, { payload, details, eventId });
  // A key that comes with several contents stays with the first.
  if (idempotency !== null && !plan.posts.has(idempotency.key))
    plan.posts.set(idempotency.key, { ...ids, contentHash: Buffer.from(idempotency.contentHash, "hex") });
  const source = { apiKeyId: post.apiKey.id, requestId: post.requestId, remark: null, test: false };
  const told = { payload, details, before, endsAt };
  const event = { ...numbered, ...told, ...source, receivedAt: tx.now, hops: post.hops };
  return { kind: "fresh", ...ids, event, idempotency };
}

/** Stores the idempotency key of a planned alert, if it has one. */
export function rememberKey(tx: Tx, apiKeyId: string, planned: PlannedAlert & { kind: "fresh" }): void {
  const { eventId, alertId, idempotency } = planned;
  if (idempotency === null) return;
  rememberPost(tx.db, {
    apiKeyId,
    key: idempotency.key,
    contentHash: Buffer.from(idempotency.contentHash, "hex"),
    eventId,
    alertId,
    createdAt: tx.now,
  });
}
