import { setAccessRequests } from "#lib/access-requests/set.ts";
import { acceptAlerts } from "#lib/alerts/accept.ts";
import { setAlertStatus } from "#lib/alerts/set-status.ts";
import { setStatusByJob } from "#lib/alerts/set-status-by-job.ts";
import { setStatusOfAlerts } from "#lib/alerts/set-status-of-many.ts";
import { createApiKey } from "#lib/api-keys/create.ts";
import { revokeApiKey } from "#lib/api-keys/revoke.ts";
import { touchApiKey } from "#lib/api-keys/touch.ts";
import { createChannel } from "#lib/channels/create.ts";
import { deleteChannel } from "#lib/channels/delete.ts";
import { rotateSigningSecret } from "#lib/channels/rotate-signing-secret.ts";
import { testChannel } from "#lib/channels/test.ts";
import { trustCertificate } from "#lib/channels/trust-certificate.ts";
import { updateChannel } from "#lib/channels/update.ts";
import { redeliver } from "#lib/deliveries/redeliver.ts";
import { stopJob } from "#lib/jobs/stop.ts";
import { createRule } from "#lib/rules/create.ts";
import { deleteRule } from "#lib/rules/delete.ts";
import { updateRule } from "#lib/rules/update.ts";
import { createUser } from "#lib/users/create.ts";
import { resetPassword } from "#lib/users/reset-password.ts";
import { setUp } from "#lib/users/set-up.ts";
import { signIn } from "#lib/users/sign-in.ts";
import { signOut } from "#lib/users/sign-out.ts";
import { ping } from "./ping.ts";

/** Everything that changes something: what this product can do, on one page. */
export const verbs = {
  "alerts.accept": acceptAlerts,
  "alerts.set-status": setAlertStatus,
  "alerts.set-status-of-many": setStatusOfAlerts,
  "alerts.set-status-by-job": setStatusByJob,
  "channels.create": createChannel,
  "channels.update": updateChannel,
  "channels.delete": deleteChannel,
  "channels.test": testChannel,
  "channels.rotate-signing-secret": rotateSigningSecret,
  "channels.trust-certificate": trustCertificate,
  "rules.create": createRule,
  "rules.update": updateRule,
  "rules.delete": deleteRule,
  "deliveries.redeliver": redeliver,
  "jobs.stop": stopJob,
  "access-requests.set": setAccessRequests,
  "api-keys.create": createApiKey,
  "api-keys.revoke": revokeApiKey,
  "api-keys.touch": touchApiKey,
  "users.create": createUser,
  "users.set-up": setUp,
  "users.sign-in": signIn,
  "users.sign-out": signOut,
  "users.reset-password": resetPassword,
  "engine.ping": ping,
};

export type Verbs = typeof verbs;
export type VerbName = keyof Verbs;
export type VerbOutput<Name extends VerbName> = Awaited<ReturnType<Verbs[Name]>>;
