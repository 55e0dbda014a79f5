import { API_KEYS, AUDIT_LOG, CHANNELS, SYSTEM, USERS, WEBHOOKS } from "#components/paths.ts";

/** The text of each section's card. Not in navigation.ts, which every page loads. */
export const ABOUT: Record<string, string> = {
  [CHANNELS]: "Where alerts go.",
  [WEBHOOKS]: "Send alerts to any HTTP endpoint: a ticket system, an automation or your own service.",
  [API_KEYS]: "Tools post alerts with them, and scripts use the REST interface.",
  [USERS]: "Who signs in, and what they may do.",
  [SYSTEM]: "Version, storage, backups and health of this installation.",
  [AUDIT_LOG]: "Who changed what, when and from where.",
};
