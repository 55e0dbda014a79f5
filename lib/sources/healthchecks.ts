import { parseBody } from "./json-body.ts";
import { filled } from "./macros.ts";
import { membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, Sender, SenderPost } from "./sender.ts";

/** The webhook of Healthchecks, whose body is the template that the Sources page shows. */
export const healthchecks: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: 'Send Content-Type: application/json: add it to the "Request Headers" of the webhook.',
  paths: [""],
  map,
};

const UNRESOLVED = /^\$[A-Z][A-Z0-9_]*$/;

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const read = filled(body, UNRESOLVED);
  const faults = new Faults();
  const code = read("code") ?? faults.missing("code", "$CODE");
  const name = read("name") ?? faults.missing("name", "$NAME_JSON without quotes");
  const status = read("status");
  if (status !== "up" && status !== "down") faults.missing("status", '$STATUS, which is "up" or "down",');
  faults.refuse();
  const alert = {
    identity: code,
    title: `${name} is down`,
    description: read("body"),
    event_description: exitOf(read("last_exitstatus")),
    status: status === "up" ? ("Resolved" as const) : null,
    category: read("tags"),
    source_id: code,
    source_name: name,
    occurred_at: read("now"),
    // Healthchecks sends a check of this name from "Send Test Notification".
    test: name === "TEST",
    details: body,
  };
  return { kind: "alerts", alerts: [alert] };
}

/** −1 says that there was none. */
const exitOf = (status: string | null): string | null =>
  status === null || status === "-1" ? null : `Exit status ${status}`;
