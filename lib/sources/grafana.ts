import { mapGroup } from "./alertmanager.ts";
import { parseBody } from "./json-body.ts";
import { firstText, membersOf } from "./members.ts";
import { notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";

/** The webhook contact point of Grafana Alerting. */
export const grafana: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map,
};

const GROUP_FACTS = ["receiver", "groupKey", "externalURL", "orgId"] as const;

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  if (firstText(body.version) !== "1")
    notOfType(
      'Grafana posts an object with "version": "1" and a list of alerts; leave its custom payload off.',
    );
  return { kind: "alerts", alerts: mapGroup(body, GROUP_FACTS).map(ownFacts) };
}

function ownFacts(alert: MappedAlert): MappedAlert {
  const { labels, valueString } = membersOf(alert.details);
  const { alertname, instance } = membersOf(labels);
  const test = alertname === "TestAlert" && instance === "Grafana";
  return { ...alert, event_description: firstText(valueString), test };
}
