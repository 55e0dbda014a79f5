import { may, type Role, type Scope } from "#lib/domain/people/actor.ts";
import type { MOUNTS } from "#lib/web/http/listener.ts";

/*
 * Who may use what this installation answers. The lists themselves come from the build, the REST table and the
 * listener; a test fails for whatever stands there and not here, or here and not there.
 */

/** Everybody, whoever is signed in for their own things, or whoever is signed in with this right. */
export type Right = "everybody" | "self" | Exclude<Scope, "ingest">;

/** Whether a user of the role has the right. */
export const hasRight = (role: Role, right: Right): boolean =>
  right === "everybody" || right === "self" || may({ kind: "user", id: "usr_1", name: role, role }, right);

export const PAGES: Record<string, Right> = {
  "/": "read",
  // Next's own: the answer to any other address, and its last resort.
  "/_global-error": "everybody",
  "/_not-found": "everybody",
  "/alerts": "read",
  "/alerts/[alert_id]": "read",
  "/deliveries": "read",
  "/deliveries/[id]": "read",
  "/invite": "everybody",
  "/login": "everybody",
  "/login/code": "everybody",
  "/mutes": "read",
  "/mutes/new": "operate",
  "/profile": "self",
  "/profile/security": "self",
  "/profile/security/password": "self",
  "/profile/security/second-factor": "self",
  "/rules": "read",
  "/rules/[id]": "read",
  "/rules/new": "manage",
  "/rules/new/[tab]": "manage",
  "/rules/new/rule": "manage",
  "/second-factor": "self",
  "/security-management": "read",
  "/security-management/access-requests": "read",
  "/settings": "read",
  "/settings/api-keys": "read",
  "/settings/api-keys/[id]": "read",
  "/settings/api-keys/new": "manage",
  "/settings/audit-log": "manage",
  "/settings/audit-log/[seq]": "manage",
  "/settings/notification-channels": "read",
  "/settings/notification-channels/webhooks": "read",
  "/settings/notification-channels/webhooks/[id]": "read",
  "/settings/notification-channels/webhooks/[id]/deliveries": "read",
  "/settings/notification-channels/webhooks/[id]/security": "read",
  "/settings/notification-channels/webhooks/[id]/used-by": "read",
  "/settings/notification-channels/webhooks/new": "manage",
  "/settings/system": "manage",
  "/settings/users": "read",
  "/settings/users/[id]": "read",
  "/settings/users/new": "manage",
  "/setup": "everybody",
  "/sign-in-link": "everybody",
  "/sources": "read",
  "/sources/[id]": "manage",
  "/sources/add": "manage",
  "/sources/new": "manage",
  "/sources/types/[type]": "read",
};

/**
 * Route handlers of Next: for everybody, for a session, or for a key, whose scope the REST table says. `open`
 * has one address of a pattern that is for everybody.
 */
export const ROUTES: Record<string, "everybody" | "session" | "key"> = {
  "/api/auth/[...nextauth]": "everybody",
  "/api/notices": "session",
  "/api/search": "session",
  "/api/v1/[[...path]]": "key",
  "/api/v1/alerts": "key",
  "/apple-icon.png": "everybody",
  "/healthz": "everybody",
  "/icon.svg": "everybody",
  "/manifest.webmanifest": "everybody",
};

/** What the listener answers in front of Next. Exports take either, each at its own address. */
export const IN_FRONT: Record<keyof typeof MOUNTS, "everybody" | "session" | "key" | "either"> = {
  livez: "everybody",
  ingest: "key",
  senders: "key",
  stream: "session",
  exports: "either",
  download: "session",
  metrics: "key",
};

/** Server actions, by the folder of their file: the right that each needs, and arguments that get so far. */
export const ACTIONS: Record<string, { right: Right; args?: readonly unknown[] }> = {
  "(console)#signOut": { right: "everybody" },
  "(console)/alerts#changeStatus": { right: "operate", args: ["nowhere", { status: "Resolved" }] },
  "(console)/alerts#changeStatusOfFound": {
    right: "operate",
    args: [{}, "nothing", { status: "Resolved" }],
  },
  "(console)/alerts#changeStatusOfMany": { right: "operate", args: [[], "nothing", {}] },
  "(console)/alerts#findCategories": { right: "read", args: [""] },
  "(console)/alerts#findSources": { right: "read", args: [""] },
  "(console)/deliveries#changeDelivery": { right: "operate", args: ["dlv_nowhere", "redeliver"] },
  "(console)/deliveries#countFailed": { right: "read", args: [{}] },
  "(console)/deliveries#discardHeld": { right: "manage" },
  "(console)/deliveries#readCurl": { right: "read", args: ["dlv_nowhere"] },
  "(console)/deliveries#redeliverFailed": { right: "operate", args: [{ channelId: "chn_nowhere" }] },
  "(console)/deliveries#redeliverSelected": { right: "operate", args: [["dlv_nowhere"]] },
  "(console)/deliveries#sendHeld": { right: "manage" },
  "(console)/jobs#readJobs": { right: "read", args: [[]] },
  "(console)/jobs#stopJob": { right: "operate", args: ["job_nowhere"] },
  "(console)/mutes#createMute": { right: "operate", args: [{}, { end: { hours: 1 }, remark: "" }] },
  "(console)/mutes#endMute": { right: "operate", args: ["mut_nowhere"] },
  "(console)/profile#beginToLink": { right: "self" },
  "(console)/profile#changePassword": { right: "self", args: [{}] },
  "(console)/profile#endOtherSessions": { right: "self" },
  "(console)/profile#endSession": { right: "self", args: ["ses_nowhere"] },
  "(console)/profile#makeRecoveryCodes": { right: "self", args: [{}] },
  "(console)/profile#removeSecondFactor": { right: "self", args: [{}] },
  "(console)/profile#saveProfile": { right: "self", args: [{}] },
  "(console)/profile#unlink": { right: "self" },
  "(console)/rules#changeRule": { right: "manage", args: ["rul_nowhere", {}] },
  "(console)/rules#createRule": { right: "manage", args: [{}] },
  "(console)/rules#deleteRule": { right: "manage", args: ["rul_nowhere"] },
  "(console)/rules#showTrialRequest": { right: "manage", args: [{}] },
  "(console)/rules#tryRule": { right: "manage", args: [{ channels: 5 }] },
  "(console)/security-management/access-requests#setAccessRequests": { right: "manage", args: [{}] },
  "(console)/settings/api-keys#createApiKey": { right: "manage", args: [{}] },
  "(console)/settings/api-keys#revokeApiKey": { right: "manage", args: ["key_nowhere"] },
  "(console)/settings/api-keys#turnOnApiKeys": { right: "manage" },
  "(console)/settings/audit-log#findActors": { right: "manage", args: [""] },
  "(console)/settings/audit-log#findThings": { right: "manage", args: [""] },
  "(console)/settings/notification-channels/webhooks#changeChannel": {
    right: "manage",
    args: ["chn_nowhere", {}],
  },
  "(console)/settings/notification-channels/webhooks#changeChannels": {
    right: "manage",
    args: [["chn_nowhere"], {}],
  },
  "(console)/settings/notification-channels/webhooks#createChannel": { right: "manage", args: [{}] },
  "(console)/settings/notification-channels/webhooks#deleteChannel": {
    right: "manage",
    args: ["chn_nowhere"],
  },
  "(console)/settings/notification-channels/webhooks#deleteChannels": {
    right: "manage",
    args: [["chn_nowhere"]],
  },
  "(console)/settings/notification-channels/webhooks#findChannels": { right: "read", args: [""] },
  "(console)/settings/notification-channels/webhooks#previewFormat": { right: "manage", args: [{}] },
  "(console)/settings/notification-channels/webhooks#rotateSigningSecret": {
    right: "manage",
    args: ["chn_nowhere"],
  },
  "(console)/settings/notification-channels/webhooks#testChannel": {
    right: "operate",
    args: [{ id: "chn_nowhere" }],
  },
  "(console)/settings/notification-channels/webhooks#trustCertificate": {
    right: "manage",
    args: ["chn_nowhere", "00"],
  },
  "(console)/settings/system#allowDownload": {
    right: "manage",
    args: [{ name: "nothing.db", present: "wrong" }],
  },
  "(console)/settings/system#backUpNow": { right: "manage" },
  "(console)/settings/users#allowOidc": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#changeUser": { right: "manage", args: ["usr_nowhere", {}] },
  "(console)/settings/users#deleteUser": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#disableUser": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#enableUser": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#endSessions": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#inviteUser": { right: "manage", args: [{}] },
  "(console)/settings/users#makeResetLink": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#resetSecondFactor": { right: "manage", args: ["usr_nowhere"] },
  "(console)/settings/users#setUserRole": { right: "manage", args: ["usr_nowhere", "viewer"] },
  "(console)/sources#changeSource": { right: "manage", args: ["src_nowhere", {}] },
  "(console)/sources#createSource": { right: "manage", args: [{}] },
  "(console)/sources#deleteSource": { right: "manage", args: ["src_nowhere"] },
  "(console)/sources#tryExpressions": { right: "manage", args: ["src_nowhere", {}] },
  "(console)/sources/types#changeSourceType": { right: "manage", args: ["grafana", {}] },
  "(console)/sources/types#confirmSubscription": { right: "manage", args: ["sns_nowhere"] },
  "(console)/sources/types#dismissSubscription": { right: "manage", args: ["sns_nowhere"] },
  "invite#acceptLink": { right: "everybody" },
  "login#sendCode": { right: "everybody" },
  "login#signInByForm": { right: "everybody" },
  "second-factor#beginSecondFactor": { right: "self" },
  "second-factor#confirmSecondFactor": { right: "self", args: [{}] },
  "setup#setUp": { right: "everybody", args: [{}] },
  "sign-in-link#signInByLink": { right: "everybody" },
};
