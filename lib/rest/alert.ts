import type { AlertEvent, AlertHistory } from "#db/queries/alert-history.ts";

/** An alert alone: its fields, `details`, and its events with what became of each at every channel. */
export function presentAlert(alert: AlertHistory) {
  return {
    ...alert.payload,
    details: alert.details,
    occurrences: alert.occurrences,
    first_at: new Date(alert.firstAt).toISOString(),
    events: alert.events.map(presentEvent),
  };
}

function presentEvent({ eventId, payload, receivedAt, routing }: AlertEvent) {
  return {
    event_id: eventId,
    status: payload.status,
    previous_alert_status: payload.previous_alert_status,
    initiated_by: payload.initiated_by,
    remark: null,
    received_at: new Date(receivedAt).toISOString(),
    routing: routing.map(({ channelId, channelName, deliveryId, reason, message }) => ({
      channel_id: channelId,
      channel_name: channelName,
      delivery_id: deliveryId,
      reason,
      message,
    })),
  };
}
