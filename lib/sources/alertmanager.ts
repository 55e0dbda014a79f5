import { cut } from "./cut.ts";
import { parseBody } from "./json-body.ts";
import { type Labelled, labelSet, mapLabelled, readLabelled } from "./labelled.ts";
import { firstText, listOf, type Members, membersOf } from "./members.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";

/** Alertmanager's webhook, version 4. */
export const alertmanager: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map,
};

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  if (firstText(body.version) !== "4")
    notOfType('Alertmanager posts an object with "version": "4" and a list of alerts.');
  return { kind: "alerts", alerts: mapGroup(body, GROUP_FACTS) };
}

/** What the group says of each of its alerts. */
const GROUP_FACTS = ["receiver", "groupKey", "externalURL"] as const;

/** The alerts of a group as Alertmanager and Grafana post it. Throws AppError `invalid`. */
export function mapGroup(body: Members, groupFacts: readonly string[]): MappedAlert[] {
  const faults = new Faults();
  const items = listOf(body.alerts);
  if (items.length === 0) faults.missing("alerts", "a list of at least one alert");
  const alerts = items.map((item, index) => readAlert(item, `alerts[${index}]`, faults));
  faults.refuse();
  const facts = groupFacts.map((name) => [name, cut(firstText(body[name]), FACT_LENGTH)] as const);
  const shared = Object.fromEntries(facts.filter(([, value]) => value !== null));
  return alerts.filter((one) => one !== null).map((one) => mapAlert(one, shared));
}

function readAlert(item: unknown, path: string, faults: Faults): Labelled | null {
  const { status } = membersOf(item);
  if (status !== "firing" && status !== "resolved")
    faults.missing(`${path}.status`, '"firing" or "resolved"');
  return readLabelled(item, path, faults);
}

/** Short, because each alert of the group keeps it: 1,000 copies of a long text would fill the memory. */
const FACT_LENGTH = 500;

function mapAlert(alert: Labelled, shared: Members): MappedAlert {
  return {
    ...mapLabelled(alert, alert.whole.status === "resolved"),
    identity: firstText(alert.whole.fingerprint) ?? labelSet(alert.labels, []),
    details: { ...shared, ...alert.whole },
  };
}
