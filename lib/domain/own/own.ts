import { OWN_ALERTS } from "#lib/domain/alert/alert.ts";

/** What Tocsin tells about itself, the gravest first. */
export const OWN_KINDS = [
  "storage-low",
  "backup-failing",
  "channel-disabled",
  "channel-expiring",
  "channel-failing",
  "channel-refusing",
  "rule-failing",
] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** What each of Tocsin's own alerts names as its category and source. */
export const OWN_CATEGORY = "Tocsin";
export const OWN_SOURCE = "tocsin";

/** Where own alerts stand in the order of ids: `to`, their prefix with its last character moved on, is after all. */
export const OWN_ALERT_IDS = { from: OWN_ALERTS, to: OWN_ALERTS.replace(/:$/, ";") };

/** What an own alert is about: a channel's or a rule's id, `data-folder` or `backups`. */
export type OwnTopic = { kind: OwnKind; thing: string };

/**
 * The id of the one alert about a thing and kind.
 * @example ownAlertId({ kind: "rule-failing", thing: "rul_1" }) === "tocsin:rule-failing:rul_1"
 */
export const ownAlertId = ({ kind, thing }: OwnTopic): string => `${OWN_ALERTS}${kind}:${thing}`;

/** Whether Tocsin itself makes the alert's events: no source may use such an id. */
export const isOwnAlert = (alertId: string): boolean => alertId.startsWith(OWN_ALERTS);

/** What an own alert is about; null for any other alert. */
export function topicOf(alertId: string): OwnTopic | null {
  if (!isOwnAlert(alertId)) return null;
  const [name = "", thing = ""] = alertId.slice(OWN_ALERTS.length).split(":", 2);
  const kind = OWN_KINDS.find((one) => one === name);
  return kind === undefined ? null : { kind, thing };
}

/**
 * The id of the channel that an own alert is about, and that must not carry it; null for any other alert.
 * @example channelSpokenOf("tocsin:channel-failing:chn_1") === "chn_1"
 */
export function channelSpokenOf(alertId: string): string | null {
  const topic = topicOf(alertId);
  return topic?.kind.startsWith("channel-") ? topic.thing : null;
}
