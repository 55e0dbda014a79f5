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
  claimed: "Role by single sign-on",
  done: "Done",
  failures: "Failed sign-ins",
  kept: "Role kept",
  link: "Kind of link",
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

/** What a member's code says in words: "gone", the reason of a change. Null for what is no code. */
export function codeInWords(member: string, code: string): string | null {
  const words = Object.hasOwn(CODES, member) ? CODES[member] : undefined;
  return (words !== undefined && Object.hasOwn(words, code) ? words[code] : undefined) ?? null;
}

const CODES: Record<string, Record<string, string>> = {
  /** Why Tocsin itself changed something; other reasons are sentences already. */
  because: {
    alert_removed: "its alert was removed, as it was old enough",
    channel_deleted: "its webhook was deleted",
    gone: "its receiver answered 410 Gone",
    only_failures: "nothing but failures for 5 days",
    rule_deleted: "its rule was deleted",
  },
  kept: { last_active_admin: "admin, as the last active one" },
  link: { "reset-password": "password reset" },
  reason: { right_lost: "who started it may no longer do so" },
};
