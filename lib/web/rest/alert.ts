import type { AlertHistory } from "#db/queries/alert-history.ts";
import type { StoredAlert } from "#db/queries/alerts.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";

type Listed = StoredAlert & { occurrences: number; firstAt: number };

/** An alert as lists show it: its seventeen fields, `details`, how often it occurred and when first. */
export function presentListedAlert({ payload, details, occurrences, firstAt }: Listed) {
  return { ...payload, details, occurrences, first_at: utc(firstAt) };
}

/** An alert alone: with its events and what became of each at every channel. */
export function presentAlert(alert: AlertHistory) {
  return { ...presentListedAlert(alert), events: alert.events.data.map(presentEvent) };
}

function presentEvent({ eventId, payload, remark, receivedAt, routing }: AlertEvent) {
  return {
    event_id: eventId,
    status: payload.status,
    previous_alert_status: payload.previous_alert_status,
    initiated_by: payload.initiated_by,
    remark,
    received_at: utc(receivedAt),
    routing: routing.map(({ channelId, channelName, delivery, reason, message }) => ({
      channel_id: channelId,
      channel_name: channelName,
      delivery_id: delivery?.id ?? null,
      reason,
      message,
    })),
  };
}

const utc = (at: number): string => new Date(at).toISOString();
