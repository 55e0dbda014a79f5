import type { AuditAction } from "./audit.ts";
import type { ActorKind } from "./audit-list.ts";

/** What somebody did, for the audit log's page. The thing that it was done to stands beside it. */
export const ACTION_WORDS: Record<AuditAction, string> = {
  "alerts.set-status": "Changed an alert's status",
  "alerts.set-status-of-many": "Changed the status of one of several alerts",
  "alerts.set-status-by-job": "Began to change the status of many alerts",
  "channels.create": "Added a webhook",
  "channels.update": "Changed a webhook",
  "channels.delete": "Deleted a webhook",
  "channels.test": "Tested a webhook",
  "channels.rotate-signing-secret": "Rotated a webhook's signing secret",
  "channels.trust-certificate": "Trusted a receiver's certificate",
  "rules.create": "Added a rule",
  "rules.update": "Changed a rule",
  "rules.delete": "Deleted a rule",
  "sources.create": "Added a source",
  "sources.update": "Changed a source",
  "sources.delete": "Deleted a source",
  "sources.confirm-subscription": "Confirmed a topic of Amazon SNS",
  "sources.dismiss-subscription": "Dismissed a topic of Amazon SNS",
  "mutes.create": "Muted something",
  "mutes.end": "Ended a mute",
  "deliveries.redeliver": "Sent a delivery again",
  "deliveries.redeliver-many": "Began to send many deliveries again",
  "deliveries.send-now": "Sent a delivery before its time",
  "deliveries.cancel": "Cancelled a delivery",
  "jobs.stop": "Stopped a job",
  "jobs.end": "A job ended",
  "exports.begin": "Began an export",
  "exports.end": "An export ended",
  "access-requests.set": "Changed who is notified of Access Requests",
  "api-keys.create": "Created an API key",
  "api-keys.revoke": "Revoked an API key",
  "users.create": "Added a user",
  "users.set-up": "Set up Tocsin with the first admin",
  "users.sign-in": "Signed in",
  "users.fail-sign-in": "Failed to sign in",
  "users.sign-in-by-code": "Signed in with a second factor",
  "users.sign-in-by-oidc": "Signed in by single sign-on",
  "users.link-oidc": "Linked single sign-on",
  "users.unlink-oidc": "Unlinked single sign-on",
  "users.invite": "Invited a user",
  "users.update": "Changed a user's name or email",
  "users.set-role": "Changed a user's role",
  "users.disable": "Disabled a user",
  "users.enable": "Enabled a user",
  "users.delete": "Deleted a user",
  "users.end-sessions": "Signed a user out everywhere",
  "users.make-reset-link": "Made a link to reset a password",
  "users.accept-link": "Set a password by a link",
  "users.make-sign-in-link": "Made a sign-in link",
  "users.sign-in-by-link": "Signed in by a link",
  "users.reset-second-factor": "Reset a user's second factor",
  "users.allow-oidc": "Allowed a user to link single sign-on",
  "users.sign-out": "Signed out",
  "users.reset-password": "Reset a user's password",
  "profile.update": "Changed their own profile",
  "profile.change-password": "Changed their own password",
  "profile.end-session": "Ended one of their own sessions",
  "profile.end-other-sessions": "Ended their other sessions",
  "profile.begin-second-factor": "Began to set up a second factor",
  "profile.confirm-second-factor": "Turned on their second factor",
  "profile.make-recovery-codes": "Made new recovery codes",
  "profile.remove-second-factor": "Turned off their second factor",
  "key.rotate": "Rotated the key file",
  "backups.create": "Made a backup",
  "config.apply": "Applied a configuration",
  "backups.download": "Began the download of a backup",
  "backups.end-download": "The download of a backup ended",
  "backups.restore": "Restored a backup",
  "deliveries.send-held": "Sent what was held since a restore",
  "deliveries.discard-held": "Discarded what was held since a restore",
  "api-keys.turn-on": "Turned on an API key that was off since a restore",
};

/** The words for an action. A row of a newer version, read after a step back, shows the action's name. */
export const actionInWords = (action: string): string =>
  Object.entries(ACTION_WORDS).find(([known]) => known === action)?.[1] ?? action;

/** Who acted: the name of a user, "API key grafana", or what stands for somebody without a name. */
export function actorInWords(kind: ActorKind, name: string): string {
  switch (kind) {
    case "user":
      return name;
    case "api_key":
      return `API key ${name}`;
    case "cli":
      return "Command line";
    case "system":
      return "Tocsin";
    case "nobody":
      return "Nobody signed in";
  }
}
