/**
 * What the audit log calls a change: the name of the verb that makes such a change. Deleting a channel, for
 * example, also leaves a `rules.update` for each rule that named it. Two changes have no verb: a job's own
 * end (`jobs.end`), and the command line's rotation of the key file (`key.rotate`).
 */
export const AUDIT_ACTIONS = [
  "alerts.set-status",
  "alerts.set-status-of-many",
  "alerts.set-status-by-job",
  "channels.create",
  "channels.update",
  "channels.delete",
  "channels.test",
  "channels.rotate-signing-secret",
  "channels.trust-certificate",
  "rules.create",
  "rules.update",
  "rules.delete",
  "mutes.create",
  "mutes.end",
  "deliveries.redeliver",
  "deliveries.redeliver-many",
  "deliveries.send-now",
  "deliveries.cancel",
  "jobs.stop",
  "jobs.end",
  "exports.begin",
  "exports.end",
  "access-requests.set",
  "api-keys.create",
  "api-keys.revoke",
  "users.create",
  "users.set-up",
  "users.sign-in",
  "users.sign-out",
  "users.reset-password",
  "users.sign-in-by-oidc",
  "users.link-oidc",
  "users.unlink-oidc",
  "key.rotate",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
