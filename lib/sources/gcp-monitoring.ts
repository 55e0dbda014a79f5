import { parseBody } from "./json-body.ts";
import { firstText, type Members, membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";
import { priorityOf } from "./severity.ts";
import { readCount } from "./times.ts";

/** The webhook of Google Cloud Monitoring, schema version 1.2. */
export const gcpMonitoring: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map,
};

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const incident = membersOf(body.incident);
  const faults = new Faults();
  const id = firstText(incident.incident_id) ?? faults.missing("incident.incident_id", "the incident's id");
  const state = firstText(incident.state)?.toLowerCase();
  if (state !== "open" && state !== "closed") faults.missing("incident.state", '"open" or "closed"');
  const title =
    firstText(incident.policy_name, incident.condition_name, incident.summary) ??
    faults.missing("incident.policy_name", "the alerting policy's name");
  faults.refuse();
  const test = body.version === "test";
  const alert = { ...mapAlert(incident, state === "closed"), identity: id, title, test, details: body };
  return { kind: "alerts", alerts: [alert] };
}

function mapAlert(
  incident: Members,
  isResolved: boolean,
): Omit<MappedAlert, "identity" | "title" | "details"> {
  const ended = isResolved ? readCount(incident.ended_at, 1_000) : null;
  return {
    description: firstText(membersOf(incident.documentation).content, incident.summary),
    event_description: firstText(incident.summary),
    status: isResolved ? "Resolved" : null,
    priority: priorityOf(firstText(incident.severity)),
    category: firstText(incident.condition_name),
    source_id: firstText(incident.resource_id, incident.scoping_project_id),
    source_name: firstText(incident.resource_display_name, incident.resource_name),
    source_url: firstText(incident.url),
    occurred_at: ended ?? readCount(incident.started_at, 1_000),
  };
}
