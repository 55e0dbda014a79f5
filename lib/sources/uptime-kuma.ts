import { isSecretName } from "#lib/domain/source/secret-name.ts";
import { parseBody } from "./json-body.ts";
import { firstText, isMembers, type Members, membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, MappedAlert, SenderFormat, SenderPost } from "./sender.ts";
import { readTime } from "./times.ts";

/** Uptime Kuma's webhook with its usual body of JSON. */
export const uptimeKuma: SenderFormat = {
  mediaTypes: ["application/json"],
  wrongMediaType:
    "Send Content-Type: application/json: choose application/json as the webhook's request body.",
  paths: [""],
  map,
};

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const faults = new Faults();
  const message = firstText(body.msg) ?? faults.missing("msg", "Uptime Kuma's sentence") ?? "";
  if (body.heartbeat === undefined) faults.missing("heartbeat", "the beat, or null");
  if (body.monitor === undefined) faults.missing("monitor", "the monitor, or null");
  const { heartbeat, monitor } = body;
  if (heartbeat != null && statusOf(heartbeat) === null) faults.missing("heartbeat.status", "0, 1, 2 or 3");
  if (heartbeat != null && monitorId(body) === null) faults.missing("monitor.id", "the monitor's number");
  faults.refuse();
  return {
    kind: "alerts",
    alerts: [isMembers(heartbeat) ? beat(body, membersOf(monitor)) : notice(body, message)],
  };
}

const DOWN = 0;
const UP = 1;
const PENDING = 2;
const MAINTENANCE = 3;

const statusOf = (heartbeat: unknown): number | null =>
  [DOWN, UP, PENDING, MAINTENANCE].find((status) => status === membersOf(heartbeat).status) ?? null;

const monitorId = ({ monitor, heartbeat }: Members): string | null =>
  firstText(membersOf(monitor).id, membersOf(heartbeat).monitorID);

/** Who plans a maintenance knows of it, so it ends an alert as a monitor that is up does. */
const ENDS: ReadonlySet<number | null> = new Set([UP, MAINTENANCE]);

function beat(body: Members, monitor: Members): MappedAlert {
  const heartbeat = membersOf(body.heartbeat);
  const id = monitorId(body);
  const name = firstText(monitor.name) ?? `Monitor ${id}`;
  const url = firstText(monitor.url);
  return {
    identity: id,
    title: `${name} is down`,
    description: firstText(heartbeat.msg, body.msg),
    event_description: firstText(body.msg),
    status: ENDS.has(statusOf(heartbeat)) ? "Resolved" : null,
    category: firstText(monitor.type),
    source_id: id,
    source_name: firstText(monitor.pathName, monitor.name),
    // Monitors without an address have this one.
    source_url: url === "https://" ? null : url,
    occurred_at: timeOf(heartbeat.time),
    details: { ...body, monitor: withoutSecrets(monitor) },
  };
}

/** Earlier versions also send by what a monitor authenticates itself. */
const withoutSecrets = (monitor: Members): Members =>
  Object.fromEntries(
    Object.entries(monitor).filter(([name]) => !(isSecretName(name) || HOLDS_SECRETS.test(name))),
  );

/** These are not named like secrets. */
const HOLDS_SECRETS = /headers|^tls/i;

/** Uptime Kuma's times are in UTC and don't say so. */
const timeOf = (time: unknown): string | null =>
  readTime(typeof time === "string" ? `${time.trim()}Z` : null) ?? readTime(time);

const DAYS_LEFT = / in -?\d+ days?$/;

/** Without a beat come the test message and the warnings that a certificate ends. */
function notice(body: Members, message: string): MappedAlert {
  return {
    // The days left change with each warning of the same certificate.
    identity: message.replace(DAYS_LEFT, ""),
    title: message,
    test: message.endsWith(" Testing"),
    details: body,
  };
}
