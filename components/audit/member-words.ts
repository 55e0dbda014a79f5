/** The name of a member of a change: "retry_schedule" and "retrySchedule" → "Retry schedule". */
export function labelOf(member: string): string {
  const known = Object.hasOwn(LABELS, member) ? LABELS[member] : undefined;
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
  done: "Done",
  failures: "Failed sign-ins",
  kind: "Kind of job",
  newer: "Left out as newer",
  refused: "Of them refused as too many",
  rule_id: "Rule",
  secretsEntered: "Secrets entered",
  set_priority: "Sets priority",
  total: "In all",
  url: "URL",
  urlSecrets: "Protected in the URL",
  url_secrets: "Protected in the URL",
  verifySsl: "Verify SSL certificate",
  verify_ssl: "Verify SSL certificate",
  whole: "Complete",
};

/** Why Tocsin itself changed something; other reasons are sentences already. */
export const reasonInWords = (because: string): string =>
  (Object.hasOwn(REASONS, because) ? REASONS[because] : undefined) ?? because;

const REASONS: Record<string, string> = {
  alert_removed: "its alert was removed, as it was old enough",
  channel_deleted: "its webhook was deleted",
  gone: "its receiver answered 410 Gone",
  only_failures: "nothing but failures for 5 days",
  rule_deleted: "its rule was deleted",
};
