import { parseBody } from "./json-body.ts";
import { type Labelled, labelSet, mapLabelled, readLabelled } from "./labelled.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderContext, SenderPost } from "./sender.ts";

/** The API v2 of Alertmanager, to which Prometheus, and all that talk to an Alertmanager, post their alerts. */
export const prometheus: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: ["", "/api/v2/alerts"],
  // amtool takes nothing but 200 for success.
  answer: { status: 200 },
  map,
};

function map({ text }: SenderPost, context: SenderContext): Mapped {
  const body = parseBody(text);
  if (!Array.isArray(body)) notOfType("Prometheus posts an array of alerts.");
  if (body.length === 0) notOfType("there is no alert in the array.");
  const faults = new Faults();
  const alerts = body.map((item, index) => readLabelled(item, `[${index}]`, faults));
  faults.refuse();
  const kind = "alerts";
  return { kind, alerts: alerts.filter((one) => one !== null).map((one) => mapAlert(one, context)) };
}

/** How long an alert without an end lives on: Alertmanager's `resolve_timeout`. */
const USUAL_LIFE_MS = 5 * 60_000;

function mapAlert(alert: Labelled, { receivedAt, settings }: SenderContext): MappedAlert {
  const endsAt = alert.endsAt === null ? receivedAt + USUAL_LIFE_MS : Date.parse(alert.endsAt);
  const isResolved = endsAt <= receivedAt;
  return {
    ...mapLabelled(alert, isResolved),
    identity: labelSet(alert.labels, settings.ignoreLabels),
    endsAt: isResolved ? null : endsAt,
    details: alert.whole,
  };
}
