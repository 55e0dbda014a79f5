import type { Priority } from "#lib/domain/alert/alert.ts";
import { parseBody } from "./json-body.ts";
import { firstText, listOf, type Members, membersOf } from "./members.ts";
import { Faults, notOfType } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";

/** The webhook of an action group of Azure Monitor, with the common alert schema. */
export const azureMonitor: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: [""],
  map,
};

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  if (body.schemaId !== "azureMonitorCommonAlertSchema")
    notOfType('set "Enable the common alert schema" of the action to Yes: schemaId must say so.');
  const essentials = membersOf(membersOf(body.data).essentials);
  const faults = new Faults();
  const at = (name: string) => `data.essentials.${name}`;
  const identity = firstText(essentials.alertId) ?? faults.missing(at("alertId"), "the alert's id");
  const title = firstText(essentials.alertRule) ?? faults.missing(at("alertRule"), "the alert rule's name");
  const condition = essentials.monitorCondition;
  if (condition !== "Fired" && condition !== "Resolved")
    faults.missing(at("monitorCondition"), '"Fired" or "Resolved"');
  faults.refuse();
  const alert = mapAlert(essentials, condition === "Resolved");
  const test = identity?.startsWith(TEST_SUBSCRIPTION) ?? false;
  return { kind: "alerts", alerts: [{ ...alert, identity, title, test, details: body }] };
}

/** The subscription in what "Test action group" sends. */
const TEST_SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111/";

const PRIORITY_OF: ReadonlyMap<unknown, Priority> = new Map<unknown, Priority>([
  ["Sev0", "Critical"],
  ["Sev1", "High"],
  ["Sev2", "Medium"],
  ["Sev3", "Low"],
  ["Sev4", "Low"],
]);

function mapAlert(
  essentials: Members,
  isResolved: boolean,
): Omit<MappedAlert, "identity" | "title" | "details"> {
  return {
    description: firstText(essentials.description),
    status: isResolved ? "Resolved" : null,
    priority: PRIORITY_OF.get(essentials.severity) ?? null,
    category: firstText(essentials.monitoringService, essentials.signalType),
    source_id: firstText(listOf(essentials.alertTargetIDs)[0]),
    source_name: firstText(listOf(essentials.configurationItems)[0]),
    source_url: firstText(essentials.investigationLink),
    occurred_at: firstText(isResolved ? essentials.resolvedDateTime : null, essentials.firedDateTime),
  };
}
