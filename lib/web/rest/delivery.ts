import type { AttemptView, DeliveryDetail, DeliveryView } from "#lib/domain/delivery/delivery.ts";

/** A delivery as lists show it; times are RFC 3339 in UTC. */
export function presentDelivery(delivery: DeliveryView) {
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    alert_id: delivery.alertId,
    channel_id: delivery.channelId,
    channel_name: delivery.channelName,
    state: delivery.state,
    reason: delivery.reason,
    test: delivery.test,
    attempts_made: delivery.attemptsMade,
    next_attempt_at: utc(delivery.nextAttemptAt),
    created_at: utc(delivery.createdAt),
    finished_at: utc(delivery.finishedAt),
  };
}

/** A delivery alone: with what is sent and every attempt. */
export function presentDeliveryDetail(delivery: DeliveryDetail) {
  return {
    ...presentDelivery(delivery),
    request: delivery.request,
    attempts: delivery.attempts.map(presentAttempt),
  };
}

function presentAttempt(attempt: AttemptView) {
  return {
    number: attempt.number,
    started_at: utc(attempt.startedAt),
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status: attempt.status,
    response: attempt.response,
    message: attempt.message,
  };
}

const utc = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
