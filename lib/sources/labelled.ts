import { firstText, isMembers, type Members, membersOf } from "./members.ts";
import type { Faults } from "./not-of-type.ts";
import type { MappedAlert } from "./sender.ts";
import { priorityOf } from "./severity.ts";
import { readTime } from "./times.ts";

/** An alert as Prometheus, Alertmanager and Grafana write it. */
export type Labelled = {
  labels: Members;
  annotations: Members;
  startsAt: string | null;
  /** Null while no end is known. */
  endsAt: string | null;
  whole: Members;
};

/** Reads the alert at `path`; null if it has no labels, which is then noted. */
export function readLabelled(item: unknown, path: string, faults: Faults): Labelled | null {
  if (!isMembers(item)) return faults.missing(path, "an object with labels and annotations");
  const labels = membersOf(item.labels);
  if (Object.keys(labels).length === 0)
    return faults.missing(`${path}.labels`, 'an object such as {"alertname": "DiskFull"}');
  const times = { startsAt: readTime(item.startsAt), endsAt: readTime(item.endsAt) };
  return { labels, annotations: membersOf(item.annotations), ...times, whole: item };
}

/** What all three say in the same words: annotations tell it to people, labels to machines. */
export function mapLabelled(alert: Labelled, isResolved: boolean): Omit<MappedAlert, "identity" | "details"> {
  const { labels, annotations } = alert;
  return {
    title: firstText(annotations.summary, annotations.title, labels.alertname) ?? labelSet(labels, []),
    description: firstText(annotations.description, annotations.message),
    status: isResolved ? "Resolved" : null,
    priority: priorityOf(firstText(labels.severity)) ?? priorityOf(firstText(labels.priority)),
    category: firstText(labels.alertname),
    source_id: firstText(labels.instance),
    source_name: firstText(labels.job, labels.instance),
    source_url: firstText(alert.whole.generatorURL),
    occurred_at: isResolved ? (alert.endsAt ?? alert.startsAt) : alert.startsAt,
  };
}

/**
 * The labels as Prometheus writes them, sorted, without those that are ignored.
 * @example labelSet({ job: "node", alertname: "Down", replica: "a" }, ["replica"]) === '{alertname="Down", job="node"}'
 */
export function labelSet(labels: Members, ignored: readonly string[]): string {
  const names = Object.keys(labels).filter((name) => !ignored.includes(name));
  const pairs = names.sort().map((name) => `${name}=${JSON.stringify(firstText(labels[name]) ?? "")}`);
  return `{${pairs.join(", ")}}`;
}
