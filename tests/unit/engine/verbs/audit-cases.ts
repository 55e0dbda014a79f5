import { statSync } from "node:fs";
import { basename } from "node:path";
import { asOfToken, lastEventSeq } from "#db/queries/as-of.ts";
import { listSubscriptions } from "#db/queries/subscriptions-list.ts";
import { accountById } from "#db/queries/users.ts";
import type { SentPost } from "#lib/domain/alert/sent-post.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { VerbName, VerbOutput } from "#lib/engine/verbs/verbs.ts";
import { inDatabase, seqsById } from "../../../support/database.ts";
import { codeAfter } from "../../../support/totp.ts";
import { until } from "../../../support/until.ts";
import { USER_CASES } from "./audit-cases-of-users.ts";
import { type AuditRow, type AuditWorld, SECRETS } from "./audit-world.ts";

type Left = Partial<AuditRow> & Pick<AuditRow, "action">;

type Case<Name extends VerbName> = {
  input: unknown;
  /** The admin where it is left out. */
  actor?: Actor;
  /** The rows that it leaves, in their order. */
  leaves: (output: VerbOutput<Name>) => Left[];
};

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";

/**
 * What each verb leaves in the audit log: nothing for a post, a body that is kept or shown, a key's last use and a ping; one row for a change; a row
 * per changed thing for a verb that changes several. A job leaves one row at its start and one at its end.
 */
export const CASES: { [Name in VerbName]: (world: AuditWorld) => Promise<Case<Name>> } = {
  "alerts.accept": async (world) => ({ ...(await aPost(world)), leaves: () => [] }),
  "alerts.set-status": async (world) => {
    await post(world);
    const change = { status: "Resolved", remark: "Done." };
    const details = JSON.stringify({ from: "Open", to: "Resolved" });
    return {
      input: { alertId: "disk", change },
      leaves: () => [{ action: "alerts.set-status", targetId: "disk", targetName: "Disk full", details }],
    };
  },
  "alerts.set-status-of-many": async (world) => {
    await post(world, "memory");
    const { as_of: asOf } = await aBulkChange(world);
    const details = JSON.stringify({ from: "Open", to: "Acknowledged" });
    const row = { action: "alerts.set-status-of-many", targetName: "Disk full", details } as const;
    return {
      input: { alertIds: ["disk", "memory", "unknown"], asOf, change: { status: "Acknowledged" } },
      leaves: () => [
        { ...row, targetId: "disk" },
        { ...row, targetId: "memory" },
      ],
    };
  },
  "alerts.set-status-by-job": async (world) => {
    const input = await aBulkChange(world);
    const details = JSON.stringify({ to: "Resolved", alerts: ["disk"], total: 1, newer: 0 });
    return {
      input,
      leaves: ({ jobId }) => [
        { action: "alerts.set-status-by-job", targetId: jobId, targetName: "status", details },
      ],
    };
  },
  "exports.begin": async () => {
    const filter = { status: "Open" };
    const details = JSON.stringify({ format: "csv", filter });
    return {
      input: { what: "alerts", format: "csv", filter },
      leaves: ({ id }) => [{ action: "exports.begin", targetId: id, targetName: "alerts", details }],
    };
  },
  "exports.end": async () => {
    const end = { rows: 12, whole: false, because: "The client closed the connection." };
    return {
      input: { id: "exp_1", what: "alerts", ...end },
      leaves: () => [
        { action: "exports.end", targetId: "exp_1", targetName: "alerts", details: JSON.stringify(end) },
      ],
    };
  },
  "senders.note": async () => {
    const counts = { hour: 1, posts: 1, alerts: 1, refused: 0 };
    const last = { lastReceivedAt: 1, lastAlertId: "disk", lastRefusedAt: null, lastRefusal: null };
    return {
      input: { notes: [{ source: "native", apiKeyId: "key_1", ...counts, ...last }] },
      actor: { kind: "system" },
      leaves: () => [],
    };
  },
  "sources.ask-for-subscription": async () => ({
    input: { topicArn: TOPIC, subscribeUrl: "https://sns.eu-west-1.amazonaws.com/?Token=1" },
    actor: { kind: "api_key", id: "key_1", name: "SNS", scopes: ["ingest"] },
    leaves: () => [],
  }),
  "sources.confirm-subscription": async (world) => {
    const id = await aWaitingTopic(world);
    const details = JSON.stringify({ confirmed: false, status: null });
    const row = { action: "sources.confirm-subscription", targetId: id, targetName: TOPIC, details } as const;
    return { input: { id }, leaves: () => [row] };
  },
  "sources.dismiss-subscription": async (world) => {
    const id = await aWaitingTopic(world);
    const row = { action: "sources.dismiss-subscription", targetId: id, targetName: TOPIC } as const;
    return { input: { id }, leaves: () => [row] };
  },
  "jobs.stop": async (world) => {
    const { jobId } = await world.run("alerts.set-status-by-job", await aBulkChange(world));
    return {
      input: { id: jobId },
      leaves: () => [{ action: "jobs.stop", targetId: jobId, targetName: "status" }],
    };
  },
  "channels.create": async (world) => ({
    input: channel(world),
    leaves: ({ channel: { id } }) => [{ action: "channels.create", targetId: id, targetName: "Jira" }],
  }),
  "channels.update": async (world) => {
    const { id } = await aChannel(world);
    const input = { id, changes: { name: "Renamed", auth: { type: "token", token: SECRETS.password } } };
    const details = JSON.stringify({
      name: "Renamed",
      auth: { type: "token" },
      was: { name: "Jira", auth: { type: "basic", username: "ada" } },
      secretsEntered: ["auth"],
    });
    return {
      input,
      leaves: () => [{ action: "channels.update", targetId: id, targetName: "Jira", details }],
    };
  },
  "channels.delete": async (world) => {
    const { id } = await aChannel(world);
    const rule = await world.run("rules.create", { name: "To Jira", channels: [id] });
    const events = ["access_management_access_request"];
    await world.run("access-requests.set", { channels: [{ channel_id: id, events }] });
    const mute = await world.run("mutes.create", { channel_id: id, until: inAnHour() });
    const dropped = JSON.stringify({
      changed: [{ channel_id: id, events: [] }],
      because: "channel_deleted",
    });
    return {
      input: { id },
      leaves: () => [
        { action: "rules.update", targetId: rule.id, targetName: "To Jira" },
        { action: "access-requests.set", targetId: null, details: dropped },
        { action: "mutes.end", targetId: mute.id, targetName: "Jira", details: CHANNEL_DELETED },
        { action: "channels.delete", targetId: id, targetName: "Jira", details: null },
      ],
    };
  },
  "channels.test": async (world) => {
    const { id } = await aChannel(world);
    return {
      input: { id },
      leaves: () => [{ action: "channels.test", targetId: id, targetName: "Jira" }],
    };
  },
  "channels.rotate-signing-secret": async (world) => {
    const { id } = await aChannel(world);
    return {
      input: { id },
      leaves: () => [
        { action: "channels.rotate-signing-secret", targetId: id, targetName: "Jira", details: null },
      ],
    };
  },
  "channels.trust-certificate": async (world) => {
    const { id } = await aChannel(world);
    offerCertificate(world, id);
    const details = JSON.stringify({ before: null, after: "AB:CD" });
    return {
      input: { id, sha256: "AB:CD" },
      leaves: () => [{ action: "channels.trust-certificate", targetId: id, targetName: "Jira", details }],
    };
  },
  "rules.create": async () => ({
    input: { name: "All", channels: "all" },
    leaves: ({ id }) => [{ action: "rules.create", targetId: id, targetName: "All" }],
  }),
  "rules.update": async (world) => {
    const { id } = await world.run("rules.create", { name: "All", channels: "all" });
    const details = JSON.stringify({ enabled: false, was: { enabled: true } });
    return {
      input: { id, changes: { enabled: false } },
      leaves: () => [{ action: "rules.update", targetId: id, targetName: "All", details }],
    };
  },
  "rules.delete": async (world) => {
    const { id } = await world.run("rules.create", { name: "All", channels: "all" });
    const mute = await world.run("mutes.create", { rule_id: id, until: inAnHour() });
    const details = JSON.stringify({ because: "rule_deleted" });
    return {
      input: { id },
      leaves: () => [
        { action: "mutes.end", targetId: mute.id, targetName: "All", details },
        { action: "rules.delete", targetId: id, targetName: "All", details: null },
      ],
    };
  },
  "sources.create": async () => ({
    input: { name: "Build", fields: { alert_title: "body.title" } },
    leaves: ({ id }) => [{ action: "sources.create", targetId: id, targetName: "Build" }],
  }),
  "sources.update": async (world) => {
    const { id } = await world.run("sources.create", { name: "Build" });
    const details = JSON.stringify({ repeats: "send", was: { repeats: "drop" } });
    return {
      input: { id, changes: { repeats: "send" } },
      leaves: () => [{ action: "sources.update", targetId: id, targetName: "Build", details }],
    };
  },
  "sources.delete": async (world) => {
    const { id } = await world.run("sources.create", { name: "Build" });
    return {
      input: { id },
      leaves: () => [{ action: "sources.delete", targetId: id, targetName: "Build", details: null }],
    };
  },
  "sources.catch": async (world) => {
    const { id } = await world.run("sources.create", { name: "Build" });
    const became = { status: 202, message: null, alertIds: [] };
    return {
      actor: { kind: "api_key", id: "key_1", name: "ci", scopes: ["ingest"] },
      input: { sourceId: id, post: { headers: {}, body: "{}", shortened: false }, became },
      leaves: () => [],
    };
  },
  "sources.show-caught": async (world) => {
    const { id } = await world.run("sources.create", { name: "Build" });
    return { input: { id }, leaves: () => [] };
  },
  "mutes.create": async (world) => {
    await post(world);
    const until = inAnHour();
    const details = JSON.stringify({ alert_id: "disk", until, remark: "New disk at two." });
    return {
      input: { alert_id: "disk", until, remark: "New disk at two." },
      leaves: ({ id }) => [{ action: "mutes.create", targetId: id, targetName: "Disk full", details }],
    };
  },
  "mutes.end": async (world) => {
    const conditions = [{ field: "priority", operator: "is", value: "Low" }];
    const { id } = await world.run("mutes.create", { filters: { conditions }, until: inAnHour() });
    return {
      input: { id },
      leaves: () => [{ action: "mutes.end", targetId: id, targetName: "priority is Low", details: null }],
    };
  },
  "deliveries.redeliver": async (world) => {
    await aChannel(world);
    await post(world);
    const id = await until("the delivery's end", async () => deliveriesIn(world, "delivered")[0]);
    return {
      input: { id },
      leaves: () => [{ action: "deliveries.redeliver", targetId: id, targetName: "Jira", details: null }],
    };
  },
  "deliveries.redeliver-many": async (world) => {
    await failed(world);
    const details = JSON.stringify({ since: "2026-01-01T00:00:00.000Z", total: 1, newer: 0 });
    return {
      input: { state: "failed", since: "2026-01-01T01:00:00+01:00" },
      leaves: ({ jobId }) => [
        { action: "deliveries.redeliver-many", targetId: jobId, targetName: "redeliver", details },
      ],
    };
  },
  "deliveries.send-now": async (world) => {
    const id = await waitingDelivery(world);
    return {
      input: { id },
      leaves: () => [{ action: "deliveries.send-now", targetId: id, targetName: "Jira", details: null }],
    };
  },
  "deliveries.cancel": async (world) => {
    const id = await waitingDelivery(world);
    return {
      input: { id },
      leaves: () => [{ action: "deliveries.cancel", targetId: id, targetName: "Jira", details: null }],
    };
  },
  "config.plan": async (world) => ({
    input: { document: { channels: [channel(world)] } },
    actor: { kind: "cli" },
    leaves: () => [],
  }),
  "config.apply": async (world) => {
    const rules = [{ name: "To Jira", channels: ["jira"] }];
    return {
      input: { document: { channels: [channel(world)], rules }, version: null },
      actor: { kind: "cli" },
      leaves: () => [
        { action: "channels.create", targetName: "Jira" },
        { action: "rules.delete", targetName: "All alerts" },
        { action: "rules.delete", targetName: "Tocsin itself" },
        { action: "rules.create", targetName: "To Jira" },
        {
          action: "config.apply",
          targetId: null,
          details: JSON.stringify({ created: 2, changed: 0, deleted: 2 }),
        },
      ],
    };
  },
  "backups.create": async () => ({
    input: undefined,
    leaves: ({ at, bytes }) => [
      { action: "backups.create", details: JSON.stringify({ at: new Date(at).toISOString(), bytes }) },
    ],
  }),
  "backups.allow-download": async (world) => ({ ...(await aDownload(world)), leaves: () => [] }),
  "backups.download": async (world) => {
    const { actor, input } = await aDownload(world);
    const { token } = await world.run("backups.allow-download", input, actor);
    return {
      input: { token },
      actor,
      leaves: ({ name, file }) => [
        { action: "backups.download", details: JSON.stringify({ file: name, bytes: statSync(file).size }) },
      ],
    };
  },
  "backups.end-download": async () => {
    const end = { file: "tocsin.db", bytes: 12, whole: false, because: "The client closed the connection." };
    return {
      input: end,
      leaves: () => [{ action: "backups.end-download", details: JSON.stringify(end) }],
    };
  },
  "system.show": async () => ({ input: null, leaves: () => [] }),
  "deliveries.send-held": async (world) => {
    await heldDelivery(world);
    return {
      input: undefined,
      leaves: () => [{ action: "deliveries.send-held", details: '{"deliveries":1}' }],
    };
  },
  "deliveries.discard-held": async (world) => {
    await heldDelivery(world);
    return {
      input: undefined,
      leaves: () => [{ action: "deliveries.discard-held", details: '{"deliveries":1}' }],
    };
  },
  "access-requests.set": async (world) => {
    const { id } = await aChannel(world);
    const channels = [{ channel_id: id, events: ["access_management_access_request"] }];
    const details = JSON.stringify({ changed: channels });
    return {
      input: { channels },
      leaves: () => [{ action: "access-requests.set", targetId: null, details }],
    };
  },
  "api-keys.create": async () => ({
    input: { name: "grafana", scopes: ["ingest"], addresses: "10.0.0.0/8", per_minute: "60" },
    leaves: ({ id }) => [
      {
        action: "api-keys.create",
        targetId: id,
        targetName: "grafana",
        details: JSON.stringify({
          scopes: ["ingest"],
          namespace: "grafana",
          addresses: ["10.0.0.0/8"],
          per_minute: 60,
        }),
      },
    ],
  }),
  "api-keys.revoke": async (world) => {
    const { id } = await aKey(world);
    return {
      input: { id },
      leaves: () => [{ action: "api-keys.revoke", targetId: id, targetName: "grafana", details: null }],
    };
  },
  "api-keys.turn-on": async (world) => {
    const { id } = await aKey(world);
    inDatabase(world.env.dataDir, (sqlite) =>
      sqlite.prepare("UPDATE api_keys SET off_since = 1 WHERE id = ?").run(id),
    );
    return {
      input: undefined,
      leaves: () => [{ action: "api-keys.turn-on", targetId: id, targetName: "grafana", details: null }],
    };
  },
  "api-keys.touch": async (world) => {
    const { id } = await aKey(world);
    return {
      input: undefined,
      actor: { kind: "api_key", id, name: "grafana", scopes: ["ingest"] },
      leaves: () => [],
    };
  },
  "users.create": async () => ({
    input: { ...person, role: "viewer" },
    leaves: ({ id }) => [userMade("users.create", id, "viewer")],
  }),
  "users.set-up": async ({ engine }) => ({
    input: { ...person, token: engine.setUpToken },
    actor: { kind: "nobody" },
    leaves: ({ id }) => [userMade("users.set-up", id, "admin")],
  }),
  "users.sign-in": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    return {
      input: { email: person.email, password: person.password },
      actor: { kind: "nobody" },
      leaves: () => [
        { by: "user Olga", action: "users.sign-in", targetId: id, targetName: person.email, details: null },
      ],
    };
  },
  "users.fail-sign-in": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    const since = Date.parse("2026-11-25T12:00:01Z");
    const counted = { since, failures: 12, refused: 2 };
    const started = { since: "2026-11-25T12:00:01.000Z" };
    const row = { action: "users.fail-sign-in" } as const;
    return {
      input: {
        failures: [
          { ...counted, userId: id, address: "192.0.2.1" },
          { ...counted, userId: null, address: null, refused: 0 },
        ],
      },
      actor: { kind: "nobody" },
      leaves: () => [
        {
          ...row,
          targetId: id,
          targetName: person.email,
          details: JSON.stringify({ failures: 12, refused: 2, ...started }),
        },
        { ...row, targetId: null, targetName: null, details: JSON.stringify({ failures: 12, ...started }) },
      ],
    };
  },
  "users.sign-in-by-code": async (world) => {
    const { olga, secret } = await withSecondFactor(world);
    const { passwordHash } = accountOf(world, olga.id);
    const details = JSON.stringify({ by: "app" });
    return {
      input: { userId: olga.id, passwordHash, code: codeAfter(secret, 1) },
      actor: { kind: "nobody" },
      leaves: () => [{ by: "user Olga", ...byOlga("users.sign-in-by-code", olga.id), details }],
    };
  },
  "users.sign-out": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    const { email, password } = person;
    const { sessionId } = await world.run("users.sign-in", { email, password }, { kind: "nobody" });
    return {
      input: { sessionId },
      leaves: () => [{ action: "users.sign-out", targetId: id, targetName: email, details: null }],
    };
  },
  "users.reset-password": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    return {
      input: { email: person.email, password: SECRETS.user },
      leaves: () => [
        { action: "users.reset-password", targetId: id, targetName: person.email, details: null },
      ],
    };
  },
  "profile.update": async (world) => {
    const actor = await anOlga(world);
    const profile = { name: "Olga Ivanova", timeZone: "Europe/Berlin" };
    const details = JSON.stringify(profile);
    return { input: profile, actor, leaves: () => [{ ...byOlga("profile.update", actor.id), details }] };
  },
  "profile.change-password": async (world) => {
    const actor = await anOlga(world);
    return {
      input: { present: SECRETS.user, password: SECRETS.nextUser, sessionId: "ses_present" },
      actor,
      leaves: () => [byOlga("profile.change-password", actor.id)],
    };
  },
  "profile.end-session": async (world) => {
    const actor = await anOlga(world);
    const { email, password } = person;
    const { sessionId } = await world.run("users.sign-in", { email, password }, { kind: "nobody" });
    return { input: { sessionId }, actor, leaves: () => [byOlga("profile.end-session", actor.id)] };
  },
  "profile.end-other-sessions": async (world) => {
    const actor = await anOlga(world);
    const { email, password } = person;
    await world.run("users.sign-in", { email, password }, { kind: "nobody" });
    const details = JSON.stringify({ ended: 1 });
    return {
      input: { sessionId: "ses_present" },
      actor,
      leaves: () => [{ ...byOlga("profile.end-other-sessions", actor.id), details }],
    };
  },
  "profile.begin-second-factor": async (world) => {
    const actor = await anOlga(world);
    return { input: {}, actor, leaves: () => [byOlga("profile.begin-second-factor", actor.id)] };
  },
  "profile.confirm-second-factor": async (world) => {
    const actor = await anOlga(world);
    const { secret } = await world.run("profile.begin-second-factor", {}, actor);
    return {
      input: { code: codeAfter(secret, 0) },
      actor,
      leaves: () => [byOlga("profile.confirm-second-factor", actor.id)],
    };
  },
  "profile.make-recovery-codes": async (world) => {
    const { olga } = await withSecondFactor(world);
    return {
      input: { present: SECRETS.user },
      actor: olga,
      leaves: () => [byOlga("profile.make-recovery-codes", olga.id)],
    };
  },
  "profile.remove-second-factor": async (world) => {
    const { olga } = await withSecondFactor(world);
    return {
      input: { present: SECRETS.user },
      actor: olga,
      leaves: () => [byOlga("profile.remove-second-factor", olga.id)],
    };
  },
  "sessions.touch": async (world) => ({
    input: { sessionId: "ses_present" },
    actor: await anOlga(world),
    leaves: () => [],
  }),
  "users.sign-in-by-oidc": async () => ({
    input: { ...identity, email: person.email, emailVerified: true, name: person.name, role: "admin" },
    actor: { kind: "nobody" },
    leaves: (output) => {
      const id = "userId" in output ? output.userId : "";
      const row = { by: "user Olga", targetId: id, targetName: person.email };
      const details = JSON.stringify({ role: "admin", ...identity });
      return [
        { ...row, action: "users.create", details },
        { ...row, action: "users.sign-in-by-oidc", details: null },
      ];
    },
  }),
  "users.link-oidc": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    return {
      input: identity,
      actor: { kind: "user", id, name: person.name, role: "viewer" },
      leaves: () => [identityChanged("users.link-oidc", id)],
    };
  },
  "users.unlink-oidc": async (world) => {
    const { id } = await world.run("users.create", { ...person, role: "viewer" });
    const actor = { kind: "user" as const, id, name: person.name, role: "viewer" as const };
    await world.run("users.link-oidc", identity, actor);
    return { input: null, actor, leaves: () => [identityChanged("users.unlink-oidc", id)] };
  },
  ...USER_CASES,
  "engine.ping": async () => ({ input: undefined, leaves: () => [] }),
};

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const CHANNEL_DELETED = JSON.stringify({ because: "channel_deleted" });

const person = { email: "olga@example.com", name: "Olga", password: SECRETS.user };

const userMade = (action: "users.create" | "users.set-up", id: string, role: string): Left => ({
  action,
  targetId: id,
  targetName: person.email,
  details: JSON.stringify({ role }),
});

/** A user who asks for herself. */
/** The id of a topic of Amazon SNS that waits to be confirmed. */
async function aWaitingTopic(world: AuditWorld): Promise<string> {
  const actor: Actor = { kind: "api_key", id: "key_1", name: "SNS", scopes: ["ingest"] };
  const subscribeUrl = "https://sns.xx-nowhere-1.amazonaws.com/?Token=1";
  await world.run("sources.ask-for-subscription", { topicArn: TOPIC, subscribeUrl }, actor);
  const [{ id } = { id: "" }] = await listSubscriptions(world.engine.context.db);
  return id;
}

async function anOlga(world: AuditWorld) {
  const { id } = await world.run("users.create", { ...person, role: "viewer" });
  return { kind: "user" as const, id, name: person.name, role: "viewer" as const };
}

const byOlga = (action: Left["action"], targetId: string): Left => ({
  action,
  targetId,
  targetName: person.email,
  details: null,
});

async function withSecondFactor(world: AuditWorld) {
  const olga = await anOlga(world);
  const { secret } = await world.run("profile.begin-second-factor", {}, olga);
  await world.run("profile.confirm-second-factor", { code: codeAfter(secret, 0) }, olga);
  return { olga, secret };
}

function accountOf({ engine }: AuditWorld, id: string) {
  const account = accountById(engine.context.db, id);
  if (account === undefined) throw new Error(`There is no user ${id}.`);
  return account;
}

const identity = { issuer: "https://id.example.com", subject: "olga-1" };

const identityChanged = (action: "users.link-oidc" | "users.unlink-oidc", id: string): Left => ({
  by: "user Olga",
  action,
  targetId: id,
  targetName: person.email,
  details: JSON.stringify(identity),
});

/** A channel with a secret of every kind. */
const channel = ({ receiver }: AuditWorld) => ({
  name: "Jira",
  url: `${receiver.url}/hook/{{TOKEN}}`,
  url_secrets: [{ replacement: "TOKEN", value: SECRETS.url }],
  auth: { type: "basic", username: "ada", password: SECRETS.password },
  headers: [{ name: "X-Api-Key", value: SECRETS.header, sensitive: true }],
});

export const aChannel = async (world: AuditWorld): Promise<{ id: string }> =>
  (await world.run("channels.create", channel(world))).channel;

const aKey = (world: AuditWorld, name = "grafana") =>
  world.run("api-keys.create", { name, scopes: ["ingest"] });

let posts = 0;

async function aPost(world: AuditWorld, alertId = "disk"): Promise<{ input: SentPost; actor: Actor }> {
  const { id, name } = await aKey(world, `tool ${++posts}`);
  const text = JSON.stringify({ alert_id: alertId, alert_title: "Disk full" });
  const input = { text, idempotency: null, senders: null, webhookId: null, hops: 0 };
  const actor = { kind: "api_key" as const, id, name, scopes: ["ingest" as const] };
  return { input, actor };
}

/** Posts an alert. */
export async function post(world: AuditWorld, alertId?: string): Promise<void> {
  const { input, actor } = await aPost(world, alertId);
  await world.run("alerts.accept", input, actor);
}

/** A delivery that has failed. */
async function failed(world: AuditWorld): Promise<string> {
  world.receiver.answer = () => ({ status: 404 });
  await aChannel(world);
  await post(world);
  return until("the failure", async () => deliveriesIn(world, "failed")[0]);
}

/** A delivery that waits for its retry. */
export async function waitingDelivery(world: AuditWorld): Promise<string> {
  world.receiver.answer = () => ({ status: 503 });
  await aChannel(world);
  await post(world);
  await until("an attempt", async () => deliveriesIn(world, "pending", "attempts_made = 1").length > 0);
  return deliveriesIn(world, "pending")[0] ?? "";
}

/** A delivery that is held, as after a restore. */
async function heldDelivery(world: AuditWorld): Promise<void> {
  await waitingDelivery(world);
  inDatabase(world.env.dataDir, (sqlite) =>
    sqlite.exec("UPDATE deliveries SET held = 1, next_attempt_at = NULL WHERE state = 'pending'"),
  );
}

/** The deliveries in a state. */
export const deliveriesIn = ({ env }: AuditWorld, state: DeliveryState, where = "1"): string[] =>
  inDatabase(env.dataDir, (sqlite) => [...seqsById(sqlite, "dlv", `state = '${state}' AND ${where}`).keys()]);

/** As a delivery would leave it whose receiver showed another certificate. */
function offerCertificate({ env }: AuditWorld, id: string): void {
  const offered = { sha256: "AB:CD", certificate: "PEM" };
  const memory = JSON.stringify({ pin: null, metCaVouched: true, offered });
  inDatabase(env.dataDir, (sqlite) =>
    sqlite.prepare("UPDATE channels SET certificates = ? WHERE id = ?").run(memory, id),
  );
}

/** A change of the one alert that there is, as it was last seen. */
async function aBulkChange(world: AuditWorld) {
  await post(world);
  const { db } = world.engine.context;
  const as_of = asOfToken(db, lastEventSeq(db));
  return { alert_ids: ["disk"], as_of, status: "Resolved" };
}

/** A backup, and what its admin gives to download it. */
async function aDownload(world: AuditWorld) {
  const { id } = await world.run("users.create", { ...person, role: "admin" });
  const actor: Actor = { kind: "user", id, name: person.name, role: "admin" };
  const { file } = await world.run("backups.create", undefined);
  return { actor, input: { name: basename(file), present: SECRETS.user } };
}
