import type { Payload } from "#lib/domain/alert/alert.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent } from "./format.ts";
import { payloadOf } from "./shown-event.ts";

/** CloudEvents 1.0 in structured mode: https://github.com/cloudevents/spec/tree/v1.0.2. */
export const cloudevents: Format = {
  headers: () => ({ "content-type": "application/cloudevents+json; charset=utf-8" }),
  body,
};

/** What every intermediary has to forward (section Size Limits). */
const MOST_BYTES = 64 * 1_024;
/** Two texts of this length fit with all else at its longest, even if each character is escaped. */
const SHORTENED = 3_000;

function body(event: FormatEvent): string {
  const payload = payloadOf(event);
  const whole = JSON.stringify(eventOf(event, payload));
  return Buffer.byteLength(whole) <= MOST_BYTES ? whole : JSON.stringify(eventOf(event, shortened(payload)));
}

function eventOf({ baseUrl, eventId }: FormatEvent, payload: Payload) {
  return {
    specversion: "1.0",
    id: eventId,
    source: baseUrl ?? "tocsin",
    type: `tocsin.alert.${payload.status.toLowerCase()}`,
    subject: printable(payload.alert_id),
    time: payload.update_at,
    datacontenttype: "application/json",
    priority: payload.priority,
    data: payload,
  };
}

/** Characters that an attribute must not hold (section Type System, String). */
const UNPRINTABLE = /[\p{Cc}\ufdd0-\ufdef]|[\ufffe\uffff]/gu;

const printable = (text: string): string => text.toWellFormed().replace(UNPRINTABLE, "\ufffd");

const shortened = (payload: Payload): Payload => ({
  ...payload,
  description: payload.description && fitted(payload.description, SHORTENED),
  event_description: payload.event_description && fitted(payload.event_description, SHORTENED),
});
