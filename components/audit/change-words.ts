/** One line about what changed; `json` is a nested value, laid out apart. */
export type ChangeLine = { label: string } & ({ text: string } | { json: string });

type Details = Record<string, unknown>;

/**
 * What a row of the audit log says about its change, line by line.
 *
 * Example: { enabled: false, verify_ssl: true } → "Enabled: no", "Verify SSL certificate: yes"
 */
export function changeLines(details: Details | null): ChangeLine[] {
  return Object.entries(details ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([member, value]) => ({ label: labelOf(member), ...shown(member, value) }));
}

/** The same in one line for the list: "Open → Resolved", "Enabled: no · Because: …"; "" if there is nothing to say. */
export function changeInBrief(details: Details | null): string {
  const { from, to } = details ?? {};
  if (typeof from === "string" && typeof to === "string") return `${from} → ${to}`;
  const parts = changeLines(details).map((line) =>
    "text" in line && line.text.length <= BRIEF_MAX ? `${line.label}: ${line.text}` : line.label,
  );
  return parts.slice(0, BRIEF_PARTS).join(" · ") + (parts.length > BRIEF_PARTS ? " …" : "");
}

/** Longer values are for the row's own page. */
const BRIEF_MAX = 60;
const BRIEF_PARTS = 5;

function shown(member: string, value: unknown): { text: string } | { json: string } {
  if (member === "because" && typeof value === "string") return { text: BECAUSE[value] ?? value };
  const text = inWords(value);
  return text === null ? { json: JSON.stringify(value) } : { text };
}

/** A simple value, or a list of simple ones, in words; null for any other. */
function inWords(value: unknown): string | null {
  if (value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en");
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return null;
  const parts = value.map(inWords);
  if (parts.some((part) => part === null)) return null;
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** "retry_schedule" and "retrySchedule" → "Retry schedule". */
function labelOf(member: string): string {
  const known = LABELS[member];
  if (known !== undefined) return known;
  const words = member
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The members whose name alone would not say it. */
const LABELS: Record<string, string> = {
  alert_id: "Alert",
  auth: "Authentication",
  channel: "Webhook",
  channel_id: "Webhook",
  channels: "Webhooks",
  done: "Done in all",
  failures: "Failed sign-ins",
  kind: "Kind of job",
  newer: "Left out, as newer",
  refused: "Of them refused as too many",
  rule_id: "Rule",
  secretsEntered: "Secrets entered",
  set_priority: "Sets priority",
  total: "In all",
  url: "URL",
  urlSecrets: "Protected data in the URL",
  url_secrets: "Protected data in the URL",
  verifySsl: "Verify SSL certificate",
  verify_ssl: "Verify SSL certificate",
  whole: "Complete",
};

/** Why Tocsin itself changed something. */
const BECAUSE: Record<string, string> = {
  alert_removed: "its alert was removed, as it was old enough",
  channel_deleted: "its webhook was deleted",
  gone: "its receiver answered 410 Gone",
  only_failures: "nothing but failures for 5 days",
  rule_deleted: "its rule was deleted",
};
