import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "#lib/domain/errors.ts";
import { parseBody } from "./json-body.ts";
import { firstText, isMembers, listOf, type Members, membersOf } from "./members.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderContext, SenderPost } from "./sender.ts";
import { priorityOf } from "./severity.ts";

/** The webhooks of Sentry's integration platform. */
export const sentry: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map,
};

function map(post: SenderPost, { secret }: SenderContext): Mapped {
  if (secret !== null) checkSignature(post, secret);
  const body = membersOf(parseBody(post.text));
  if (!isMembers(body.data) || firstText(body.action) === null)
    notOfType("Sentry posts an object with action and data.");
  const alert = alertOf(body, resourceOf(post, body.data));
  return { kind: "alerts", alerts: alert === null ? [] : [alert] };
}

/** HMAC-SHA256 of the body in hex, by the integration's client secret. */
function checkSignature({ text, header }: SenderPost, secret: string): void {
  const given = Buffer.from(header("sentry-hook-signature") ?? "");
  const expected = Buffer.from(createHmac("sha256", secret).update(text).digest("hex"));
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new AppError(
    "unauthenticated",
    "The Sentry-Hook-Signature is missing or wrong: save the integration's client secret in this source.",
  );
}

/** The members of data that tell of an alert, with the resource that each belongs to. */
const RESOURCES = {
  event: "event_alert",
  error: "error",
  issue: "issue",
  metric_alert: "metric_alert",
} as const;

function resourceOf({ header }: SenderPost, data: Members): string | null {
  const [known] = Object.entries(RESOURCES).filter(([member]) => isMembers(data[member]));
  return header("sentry-hook-resource") ?? known?.[1] ?? null;
}

/** Null if the post tells of no alert, such as a new installation, a comment or an assignment. */
function alertOf(body: Members, resource: string | null): MappedAlert | null {
  const data = membersOf(body.data);
  if (resource === "metric_alert") return metricAlert(body, data);
  if (resource === "issue" || resource === "activity_alert") return issue(body, data);
  if (resource === "event_alert" || resource === "error") return event(body, data);
  return null;
}

function event(body: Members, data: Members): MappedAlert {
  const [path, one] = isMembers(data.error) ? ["error", data.error] : ["event", membersOf(data.event)];
  const faults = new Faults();
  const title = firstText(one.title) ?? faults.missing(`data.${path}.title`, "the event's title");
  const identity = firstText(one.issue_id) ?? faults.missing(`data.${path}.issue_id`, "the issue's number");
  faults.refuse();
  const metadata = membersOf(one.metadata);
  return {
    identity,
    title,
    description: firstText(one.message, metadata.value, one.culprit),
    priority: priorityOf(firstText(one.level)),
    category: firstText(data.triggered_rule),
    source_id: firstText(one.project),
    source_name: firstText(one.culprit),
    source_url: firstText(one.web_url, one.url),
    occurred_at: firstText(one.datetime),
    test: listOf(one.tags).some((tag) => listOf(tag)[0] === "sample_event" && listOf(tag)[1] === "yes"),
    details: body,
  };
}

/** An archived issue is one that its team has settled. */
const ENDS: ReadonlySet<unknown> = new Set(["resolved", "archived", "ignored"]);
const TOLD: ReadonlySet<unknown> = new Set(["created", "unresolved", "triggered", ...ENDS]);

function issue(body: Members, data: Members): MappedAlert | null {
  if (!TOLD.has(body.action)) return null;
  const one = membersOf(data.issue);
  const faults = new Faults();
  const title = firstText(one.title) ?? faults.missing("data.issue.title", "the issue's title");
  const identity = firstText(one.id) ?? faults.missing("data.issue.id", "the issue's number");
  faults.refuse();
  const project = membersOf(one.project);
  return {
    identity,
    title,
    description: firstText(membersOf(one.metadata).value, one.culprit),
    status: ENDS.has(body.action) ? "Resolved" : null,
    priority: priorityOf(firstText(one.level)),
    source_id: firstText(project.id),
    source_name: firstText(project.name, project.slug, one.culprit),
    source_url: firstText(one.web_url, one.permalink),
    initiated_by: firstText(membersOf(body.actor).name),
    occurred_at: firstText(one.lastSeen, one.firstSeen),
    details: body,
  };
}

function metricAlert(body: Members, data: Members): MappedAlert {
  const one = membersOf(data.metric_alert);
  const rule = membersOf(one.alert_rule);
  const faults = new Faults();
  const id = firstText(one.id) ?? faults.missing("data.metric_alert.id", "the incident's number");
  const title =
    firstText(rule.name, one.title, data.description_title) ??
    faults.missing("data.metric_alert.title", "the alert's title");
  faults.refuse();
  const isResolved = body.action === "resolved";
  return {
    identity: `metric ${id}`,
    title,
    description: firstText(data.description_text),
    event_description: firstText(data.description_title),
    status: isResolved ? "Resolved" : null,
    priority: isResolved ? null : priorityOf(firstText(body.action)),
    source_name: firstText(listOf(one.projects)[0]),
    source_url: firstText(data.web_url),
    occurred_at: firstText(isResolved ? one.date_closed : null, one.date_started),
    details: body,
  };
}
