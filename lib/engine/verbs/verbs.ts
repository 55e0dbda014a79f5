import { setAccessRequests } from "#lib/engine/verbs/access-requests/set.ts";
import { acceptAlerts } from "#lib/engine/verbs/alerts/accept.ts";
import { setAlertStatus } from "#lib/engine/verbs/alerts/set-status.ts";
import { setStatusByJob } from "#lib/engine/verbs/alerts/set-status-by-job.ts";
import { setStatusOfAlerts } from "#lib/engine/verbs/alerts/set-status-of-many.ts";
import { createApiKey } from "#lib/engine/verbs/api-keys/create.ts";
import { revokeApiKey } from "#lib/engine/verbs/api-keys/revoke.ts";
import { touchApiKey } from "#lib/engine/verbs/api-keys/touch.ts";
import { turnOnApiKeys } from "#lib/engine/verbs/api-keys/turn-on.ts";
import { allowDownload } from "#lib/engine/verbs/backups/allow-download.ts";
import { createBackup } from "#lib/engine/verbs/backups/create.ts";
import { downloadBackup } from "#lib/engine/verbs/backups/download.ts";
import { endDownload } from "#lib/engine/verbs/backups/end-download.ts";
import { createChannel } from "#lib/engine/verbs/channels/create.ts";
import { deleteChannel } from "#lib/engine/verbs/channels/delete.ts";
import { rotateSigningSecret } from "#lib/engine/verbs/channels/rotate-signing-secret.ts";
import { testChannel } from "#lib/engine/verbs/channels/test.ts";
import { trustCertificate } from "#lib/engine/verbs/channels/trust-certificate.ts";
import { updateChannel } from "#lib/engine/verbs/channels/update.ts";
import { applyConfig } from "#lib/engine/verbs/config/apply.ts";
import { planConfig } from "#lib/engine/verbs/config/plan.ts";
import { cancelDelivery } from "#lib/engine/verbs/deliveries/cancel.ts";
import { discardAllHeld } from "#lib/engine/verbs/deliveries/discard-held.ts";
import { redeliver } from "#lib/engine/verbs/deliveries/redeliver.ts";
import { redeliverMany } from "#lib/engine/verbs/deliveries/redeliver-many.ts";
import { sendHeld } from "#lib/engine/verbs/deliveries/send-held.ts";
import { sendNow } from "#lib/engine/verbs/deliveries/send-now.ts";
import { beginExport } from "#lib/engine/verbs/exports/begin.ts";
import { endExport } from "#lib/engine/verbs/exports/end.ts";
import { stopJob } from "#lib/engine/verbs/jobs/stop.ts";
import { createMute } from "#lib/engine/verbs/mutes/create.ts";
import { endMuteEarly } from "#lib/engine/verbs/mutes/end.ts";
import { beginSecondFactor } from "#lib/engine/verbs/profile/begin-second-factor.ts";
import { changePassword } from "#lib/engine/verbs/profile/change-password.ts";
import { confirmSecondFactor } from "#lib/engine/verbs/profile/confirm-second-factor.ts";
import { endOtherSessions } from "#lib/engine/verbs/profile/end-other-sessions.ts";
import { endOwnSession } from "#lib/engine/verbs/profile/end-session.ts";
import { makeRecoveryCodes } from "#lib/engine/verbs/profile/make-recovery-codes.ts";
import { removeSecondFactor } from "#lib/engine/verbs/profile/remove-second-factor.ts";
import { updateProfile } from "#lib/engine/verbs/profile/update.ts";
import { createRule } from "#lib/engine/verbs/rules/create.ts";
import { deleteRule } from "#lib/engine/verbs/rules/delete.ts";
import { updateRule } from "#lib/engine/verbs/rules/update.ts";
import { noteSenders } from "#lib/engine/verbs/senders/note.ts";
import { touchSession } from "#lib/engine/verbs/sessions/touch.ts";
import { askForSubscription } from "#lib/engine/verbs/sources/ask-for-subscription.ts";
import { catchBody } from "#lib/engine/verbs/sources/catch.ts";
import { confirmSubscription } from "#lib/engine/verbs/sources/confirm-subscription.ts";
import { createSource } from "#lib/engine/verbs/sources/create.ts";
import { deleteSource } from "#lib/engine/verbs/sources/delete.ts";
import { dismissSubscription } from "#lib/engine/verbs/sources/dismiss-subscription.ts";
import { showCaught } from "#lib/engine/verbs/sources/show-caught.ts";
import { updateSource } from "#lib/engine/verbs/sources/update.ts";
import { showSystem } from "#lib/engine/verbs/system/show.ts";
import { acceptLink } from "#lib/engine/verbs/users/accept-link.ts";
import { allowOidc } from "#lib/engine/verbs/users/allow-oidc.ts";
import { createUser } from "#lib/engine/verbs/users/create.ts";
import { deleteUser } from "#lib/engine/verbs/users/delete.ts";
import { disableUser } from "#lib/engine/verbs/users/disable.ts";
import { enableUser } from "#lib/engine/verbs/users/enable.ts";
import { endSessions } from "#lib/engine/verbs/users/end-sessions.ts";
import { failSignIn } from "#lib/engine/verbs/users/fail-sign-in.ts";
import { inviteUser } from "#lib/engine/verbs/users/invite.ts";
import { linkOidc } from "#lib/engine/verbs/users/link-oidc.ts";
import { makeResetLink } from "#lib/engine/verbs/users/make-reset-link.ts";
import { makeSignInLink } from "#lib/engine/verbs/users/make-sign-in-link.ts";
import { resetPassword } from "#lib/engine/verbs/users/reset-password.ts";
import { resetSecondFactor } from "#lib/engine/verbs/users/reset-second-factor.ts";
import { setRole } from "#lib/engine/verbs/users/set-role.ts";
import { setUp } from "#lib/engine/verbs/users/set-up.ts";
import { signIn } from "#lib/engine/verbs/users/sign-in.ts";
import { signInByCode } from "#lib/engine/verbs/users/sign-in-by-code.ts";
import { signInByLink } from "#lib/engine/verbs/users/sign-in-by-link.ts";
import { signInByOidc } from "#lib/engine/verbs/users/sign-in-by-oidc.ts";
import { signOut } from "#lib/engine/verbs/users/sign-out.ts";
import { unlinkOidc } from "#lib/engine/verbs/users/unlink-oidc.ts";
import { changeUser } from "#lib/engine/verbs/users/update.ts";
import { ping } from "./engine/ping.ts";

/** Every change that this product can make, on one page. */
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
  "sources.create": createSource,
  "sources.update": updateSource,
  "sources.delete": deleteSource,
  "sources.catch": catchBody,
  "sources.show-caught": showCaught,
  "mutes.create": createMute,
  "mutes.end": endMuteEarly,
  "backups.create": createBackup,
  "config.plan": planConfig,
  "config.apply": applyConfig,
  "backups.allow-download": allowDownload,
  "backups.download": downloadBackup,
  "backups.end-download": endDownload,
  "deliveries.redeliver": redeliver,
  "deliveries.redeliver-many": redeliverMany,
  "deliveries.send-now": sendNow,
  "deliveries.cancel": cancelDelivery,
  "deliveries.send-held": sendHeld,
  "deliveries.discard-held": discardAllHeld,
  "jobs.stop": stopJob,
  "senders.note": noteSenders,
  "sources.ask-for-subscription": askForSubscription,
  "sources.confirm-subscription": confirmSubscription,
  "sources.dismiss-subscription": dismissSubscription,
  "exports.begin": beginExport,
  "exports.end": endExport,
  "access-requests.set": setAccessRequests,
  "api-keys.create": createApiKey,
  "api-keys.revoke": revokeApiKey,
  "api-keys.touch": touchApiKey,
  "api-keys.turn-on": turnOnApiKeys,
  "users.create": createUser,
  "users.set-up": setUp,
  "users.sign-in": signIn,
  "users.fail-sign-in": failSignIn,
  "users.sign-in-by-code": signInByCode,
  "users.sign-out": signOut,
  "users.reset-password": resetPassword,
  "profile.update": updateProfile,
  "profile.change-password": changePassword,
  "profile.end-session": endOwnSession,
  "profile.end-other-sessions": endOtherSessions,
  "profile.begin-second-factor": beginSecondFactor,
  "profile.confirm-second-factor": confirmSecondFactor,
  "profile.make-recovery-codes": makeRecoveryCodes,
  "profile.remove-second-factor": removeSecondFactor,
  "sessions.touch": touchSession,
  "users.sign-in-by-oidc": signInByOidc,
  "users.link-oidc": linkOidc,
  "users.unlink-oidc": unlinkOidc,
  "users.invite": inviteUser,
  "users.update": changeUser,
  "users.set-role": setRole,
  "users.disable": disableUser,
  "users.enable": enableUser,
  "users.delete": deleteUser,
  "users.end-sessions": endSessions,
  "users.make-reset-link": makeResetLink,
  "users.accept-link": acceptLink,
  "users.make-sign-in-link": makeSignInLink,
  "users.sign-in-by-link": signInByLink,
  "users.reset-second-factor": resetSecondFactor,
  "users.allow-oidc": allowOidc,
  "system.show": showSystem,
  "engine.ping": ping,
};

type Verbs = typeof verbs;
export type VerbName = keyof Verbs;
export type VerbOutput<Name extends VerbName> = Awaited<ReturnType<Verbs[Name]>>;
