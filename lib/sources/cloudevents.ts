import { cloudEventInHeaders } from "./cloudevents-binary.ts";
import { parseBody } from "./json-body.ts";
import { firstText, isMembers, type Members } from "./members.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";
import { priorityOf } from "./severity.ts";

/** CloudEvents 1.0 over HTTP, in its structured, batched and binary modes. */
export const cloudevents: Sender = {
  // In the binary mode the media type is the data's.
  mediaTypes: null,
  wrongMediaType: "Send any content type.",
  paths: [""],
  map,
};

function map(post: SenderPost): Mapped {
  const events = eventsOf(post);
  const faults = new Faults();
  for (const { event, path } of events) refuseHalf(event, path, faults);
  faults.refuse();
  return { kind: "alerts", alerts: events.map(({ event }) => mapAlert(event)) };
}

type Placed = { event: Members; path: string };

function eventsOf(post: SenderPost): Placed[] {
  const inHeaders = cloudEventInHeaders(post);
  if (inHeaders !== null) return [{ event: inHeaders, path: "" }];
  const body = JSON_TYPE.test(post.mediaType) ? parseBody(post.text) : null;
  if (Array.isArray(body))
    return body.map((event, index) => ({ event: isMembers(event) ? event : {}, path: `[${index}].` }));
  if (isMembers(body) && "specversion" in body) return [{ event: body, path: "" }];
  return notOfType(
    "a CloudEvent has ce- headers, or is posted as application/cloudevents+json or application/cloudevents-batch+json.",
  );
}

const JSON_TYPE = /^application\/(?:[^;]+\+)?json$/;

const REQUIRED = { id: "the event's id", source: "the event's source", type: "the event's type" };

function refuseHalf(event: Members, path: string, faults: Faults): void {
  if (event.specversion !== "1.0") faults.missing(`${path}specversion`, '"1.0"');
  for (const [name, what] of Object.entries(REQUIRED))
    if (firstText(event[name]) === null) faults.missing(`${path}${name}`, what);
}

function mapAlert(event: Members): MappedAlert {
  const [type, source, subject] = [firstText(event.type), firstText(event.source), firstText(event.subject)];
  const data = isMembers(event.data) ? event.data : {};
  return {
    // An id is unique within its source only, and a source has no spaces.
    identity: `${source} ${firstText(event.id)}`,
    title: subject === null ? type : `${type}: ${subject}`,
    description: firstText(data.message, data.description, data.text, event.data),
    priority: priorityOf(firstText(event.severitytext)) ?? priorityOfNumber(Number(event.severitynumber)),
    category: type,
    source_id: subject,
    source_name: source,
    source_url: source !== null && /^https?:\/\//i.test(source) ? source : null,
    occurred_at: firstText(event.time),
    details: event,
  };
}

/** The severity numbers of OpenTelemetry: 9–12 are information, 13–16 warnings, 17–20 errors, 21–24 fatal. */
function priorityOfNumber(severity: number): MappedAlert["priority"] {
  if (!(severity >= 1 && severity <= 24)) return null;
  if (severity >= 21) return "Critical";
  if (severity >= 17) return "High";
  return severity >= 13 ? "Medium" : "Low";
}
