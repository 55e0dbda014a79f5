import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  type Channel,
  connect,
  type NewRule,
  type Page,
  type Rule,
  type RuleTrial,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;

beforeAll(async () => {
  tocsin = await startTocsin();
  receiver = await startReceiver();
  api = connect(tocsin);
  channel = await api.createChannel({ url: receiver.url });
  const { body } = await api.get<Page<Rule>>("/api/v1/rules");
  for (const { id } of body.data) await remove(id);
});

afterAll(async () => {
  await receiver.stop();
  await tocsin[Symbol.asyncDispose]();
});

const patch = (id: string, body: object) => api.request<Rule>("PATCH", `/api/v1/rules/${id}`, { body });
const remove = (id: string) => api.request("DELETE", `/api/v1/rules/${id}`);
const rule = async (id: string) => (await api.get<Rule>(`/api/v1/rules/${id}`)).body;

/** Posts an alert; resolves with what became of it at the channel. */
async function post(alert: object, at = channel.id) {
  const { results } = await api.post({ alert_title: "Disk full", ...alert });
  const { event_id = "", alert_id = "" } = results[0] ?? {};
  const { events } = await api.alert(alert_id);
  const event = events.find((one) => one.event_id === event_id);
  const { delivery_id, reason, message } = event?.routing.find(({ channel_id }) => channel_id === at) ?? {};
  return { eventId: event_id, alertId: alert_id, sent: delivery_id != null, reason, message };
}

/** Runs with one rule, which is gone afterwards. */
async function withRule(fields: NewRule, work: (made: Rule) => Promise<void>): Promise<void> {
  const made = await api.createRule(fields);
  await work(made);
  await remove(made.id);
}

test("the end of an alert goes where the alert went, unless its rule says no", async () => {
  const conditions = [{ field: "priority", operator: "is" as const, value: "High" }];
  const filters = { match: "all" as const, conditions };
  await withRule({ name: "High", filters, set_priority: "Critical" }, async ({ id }) => {
    await post({ alert_id: "follow", priority: "High" });
    const end = await post({ alert_id: "follow", priority: "Low", status: "Resolved" });
    expect(end).toMatchObject({ sent: true, reason: null });
    const [request] = await receiver
      .waitFor((all) => all.some(({ headers }) => headers["webhook-id"] === end.eventId))
      .then((all) => all.filter(({ headers }) => headers["webhook-id"] === end.eventId));
    const sent = { status: "Resolved", rule_id: id, priority: "Critical" };
    expect(JSON.parse(request?.rawBody.toString() ?? "")).toMatchObject(sent);

    expect((await patch(id, { follow_up: false })).body.follow_up).toBe(false);
    await post({ alert_id: "unfollowed", priority: "High" });
    expect(await post({ alert_id: "unfollowed", priority: "Low", status: "Resolved" })).toMatchObject({
      sent: false,
      reason: "no_rule_matched",
    });
  });
});

describe("the next event is routed by what the rules are now", () => {
  test("made, changed, switched off and deleted", async () => {
    expect(await post({})).toMatchObject({ sent: false, reason: "no_rule_matched" });
    const made = await api.createRule({ name: "Disks", events: ["disk_full"] });
    expect(await post({ di_event: "disk_full" })).toMatchObject({ sent: true, reason: null });
    expect(await post({ di_event: "disk_slow" })).toMatchObject({
      reason: "no_rule_matched",
      message: 'The rule "Disks" did not match: disk_slow is not among its events.',
    });
    await patch(made.id, { events: ["disk_slow"] });
    expect(await post({ di_event: "disk_slow" })).toMatchObject({ sent: true });
    await patch(made.id, { enabled: false });
    expect(await post({ di_event: "disk_slow" })).toMatchObject({ reason: "rule_disabled" });
    await remove(made.id);
    expect(await post({ di_event: "disk_slow" })).toMatchObject({ reason: "no_rule_matched" });
  });

  test("by a filter over the payload and the details", async () => {
    const conditions = [
      { field: "priority", operator: "is" as const, value: "high" },
      { field: "details.host.name", operator: "starts_with" as const, value: "DB-" },
    ];
    await withRule({ name: "Databases", filters: { match: "all", conditions } }, async () => {
      const details = { host: { name: "db-1" } };
      expect(await post({ priority: "High", details })).toMatchObject({ sent: true });
      expect(await post({ priority: "Low", details })).toMatchObject({
        message: 'The rule "Databases" did not match: priority is high was false (it is Low).',
      });
      expect(await post({ priority: "High" })).toMatchObject({ reason: "no_rule_matched" });
    });
  });

  test("at the statuses chosen", async () => {
    await withRule({ statuses: ["Resolved"] }, async () => {
      expect(await post({})).toMatchObject({ reason: "status_not_selected" });
      expect(await post({ status: "Resolved" })).toMatchObject({ sent: true });
    });
  });

  test("only when the status is another than the stored one, whatever the source says it was", async () => {
    await withRule({ only_on_change: true }, async () => {
      const { alertId: alert_id } = await post({});
      const repeat = { alert_id, previous_alert_status: "Resolved" };
      expect(await post(repeat)).toMatchObject({ reason: "status_unchanged" });
      expect(await post({ alert_id, status: "Resolved" })).toMatchObject({ sent: true });
      expect(await post({ alert_id, status: "Resolved" })).toMatchObject({ reason: "status_unchanged" });
      const { results } = await api.post([
        { alert_id, status: "Open" },
        { alert_id, status: "Open" },
      ]);
      const { events } = await api.alert(alert_id);
      const reasons = results.map(
        ({ event_id }) => events.find((one) => one.event_id === event_id)?.routing[0]?.reason,
      );
      expect(reasons).toEqual([null, "status_unchanged"]);
    });
  });

  test("a disabled channel tells so", async () => {
    const off = await api.createChannel({ url: receiver.url, enabled: false });
    await withRule({ channels: [off.id] }, async () => {
      expect(await post({}, off.id)).toMatchObject({ reason: "channel_disabled" });
      expect(await post({})).toMatchObject({ reason: "no_rule_matched" });
    });
  });
});

describe("what is delivered", () => {
  const bodyOf = async (eventId: string) => {
    const { request } = await api.waitForDelivery(eventId, "delivered", { channelId: channel.id });
    return JSON.parse(request.body);
  };

  test("has the rule's priority and id, and the alert keeps the source's", async () => {
    await withRule({ set_priority: "Critical" }, async ({ id }) => {
      const { eventId, alertId } = await post({ priority: "Low" });
      expect(await bodyOf(eventId)).toMatchObject({ priority: "Critical", rule_id: id });
      expect((await api.alert(alertId)).priority).toBe("Low");
      const sent = receiver.requests.find(({ headers }) => headers["webhook-id"] === eventId);
      expect(JSON.parse(String(sent?.rawBody))).toMatchObject({ priority: "Critical", rule_id: id });
    });
  });

  test("keeps the rule_id that the source sent", async () => {
    await withRule({}, async () => {
      const { eventId } = await post({ priority: "Low", rule_id: "mine" });
      expect(await bodyOf(eventId)).toMatchObject({ priority: "Low", rule_id: "mine" });
    });
  });

  test("is one delivery though several rules match: that of the highest priority", async () => {
    await withRule({ set_priority: "Medium", channels: [channel.id] }, async () => {
      await withRule({ set_priority: "High" }, async ({ id }) => {
        const { eventId } = await post({});
        expect(await bodyOf(eventId)).toMatchObject({ priority: "High", rule_id: id });
        const deliveries = await api.deliveries({ channel_id: channel.id });
        expect(deliveries.filter(({ event_id }) => event_id === eventId)).toHaveLength(1);
      });
    });
  });
});

describe("an expression", () => {
  test("routes, and takes what is missing as false", async () => {
    await withRule({ expression: 'details.disk.free < 5 || priority == "Critical"' }, async ({ id }) => {
      expect(await post({ details: { disk: { free: 4.5 } } })).toMatchObject({ sent: true });
      expect(await post({ priority: "Critical" })).toMatchObject({ sent: true });
      expect(await post({ details: { disk: {} } })).toMatchObject({ reason: "no_rule_matched" });
      expect((await rule(id)).last_error).toBeNull();
    });
  });

  test("that fails matches nothing, is recorded once a minute, and stops no other rule", async () => {
    await withRule(
      { name: "Failing", expression: "details.free > 5", set_priority: "High" },
      async ({ id }) => {
        const begun = Date.now();
        const failing = { details: { free: "much" } };
        expect(await post(failing)).toMatchObject({
          reason: "no_rule_matched",
          message: expect.stringMatching(
            /^The rule "Failing" did not match: its expression failed: A string can't be compared with an int/,
          ),
        });
        const first = await rule(id);
        expect(first).toMatchObject({ last_error: expect.stringMatching(/^A string can't/), version: 1 });
        expect(Date.parse(first.last_error_at ?? "")).toBeGreaterThanOrEqual(begun);
        await withRule({ channels: [channel.id] }, async () => {
          expect(await post(failing)).toMatchObject({ sent: true });
        });
        expect((await rule(id)).last_error_at).toBe(first.last_error_at);
        await patch(id, { expression: "details.free == 5" });
        expect((await rule(id)).last_error).toBeNull();
      },
    );
  });
});

test("a rule that picks events notifies of what a user makes of their alerts", async () => {
  await withRule({ events: ["disk_full"], statuses: ["Resolved"], channels: [channel.id] }, async () => {
    const { alertId, reason } = await post({ di_event: "disk_full" });
    expect(reason).toBe("status_not_selected");
    await api.request("POST", `/api/v1/alerts/${alertId}/status`, { body: { status: "Resolved" } });
    const [resolved] = (await api.alert(alertId)).events;
    expect(resolved?.routing.find(({ channel_id }) => channel_id === channel.id)).toMatchObject({
      delivery_id: expect.any(String),
      reason: null,
    });
  });
});

test("what a user makes of an Access Request's alert goes where the settings say, not by rules", async () => {
  const di_event = "access_management_access_request";
  const other = await api.createChannel({ url: receiver.url });
  const set = (channels: object[]) => api.request("PUT", "/api/v1/access-requests", { body: { channels } });
  await set([{ channel_id: channel.id, events: [di_event] }]);
  await withRule({ channels: "all" }, async () => {
    const { alertId } = await post({ di_event });
    await api.request("POST", `/api/v1/alerts/${alertId}/status`, { body: { status: "Acknowledged" } });
    const [acknowledged] = (await api.alert(alertId)).events;
    const reasons = acknowledged?.routing.map(({ channel_id, reason }) => [channel_id, reason]);
    expect(Object.fromEntries(reasons ?? [])).toMatchObject({
      [channel.id]: null,
      [other.id]: "access_event_not_selected",
    });
  });
  await set([]);
  await api.request("DELETE", `/api/v1/channels/${other.id}`);
});

describe("deleting a channel", () => {
  test("switches a rule off that has no other, and says so on it", async () => {
    const [one, other] = [
      await api.createChannel({ url: receiver.url }),
      await api.createChannel({ url: receiver.url }),
    ];
    const made = await api.createRule({ channels: [one.id, other.id] });
    await api.request("DELETE", `/api/v1/channels/${one.id}`);
    expect(await rule(made.id)).toMatchObject({ enabled: true, channels: [other.id], disabled_reason: null });
    await api.request("DELETE", `/api/v1/channels/${other.id}`);
    const flagged = await rule(made.id);
    expect(flagged).toMatchObject({ enabled: false, channels: [], disabled_reason: "last_channel_deleted" });
    expect((await patch(made.id, { description: "Still of use?" })).status).toBe(200);
    expect((await patch(made.id, { enabled: true })).status).toBe(422);
    const again = await patch(made.id, { enabled: true, channels: [channel.id] });
    expect(again.body).toMatchObject({ enabled: true, disabled_reason: null });
    await remove(made.id);
  });
});

test("what a rule matches is counted, and every di_event is remembered", async () => {
  await withRule({ events: ["counted"], statuses: ["Resolved"] }, async ({ id }) => {
    await api.post([
      { alert_title: "A", di_event: "counted" },
      { alert_title: "B", di_event: "counted" },
      { alert_title: "C", di_event: "not_counted" },
    ]);
    const { counted, seen } = inDatabase(tocsin.dataDir, (sqlite) => ({
      counted: sqlite
        .prepare("SELECT sum(count) FROM tallies WHERE name = 'rule_matched' AND key = ?")
        .pluck()
        .get(id),
      seen: sqlite.prepare("SELECT di_event FROM seen_events").pluck().all(),
    }));
    expect(counted).toBe(2);
    expect(seen).toEqual(expect.arrayContaining(["counted", "not_counted"]));
  });
});

describe("POST /api/v1/rules/try", () => {
  const attempt = (draft: object) => api.request<RuleTrial>("POST", "/api/v1/rules/try", { body: draft });

  test("tells what a draft would have done, and changes nothing", async () => {
    await api.post([
      { alert_title: "Tried A", category: "trial", alert_id: "tried", priority: "High" },
      { alert_title: "Tried A", alert_id: "tried", status: "Open" },
      { alert_title: "Tried B", category: "trial", priority: "Low", di_event: "tried_b" },
    ]);
    const filters = { match: "all", conditions: [{ field: "category", operator: "is", value: "trial" }] };
    const { status, body } = await attempt({ filters, channels: [channel.id], only_on_change: true });
    expect(status).toBe(200);
    expect(body.channels).toEqual([{ channel_id: channel.id, channel_name: channel.name, enabled: true }]);
    expect(body.matched).toBe(2);
    expect(body.tested).toBe(body.events.length);
    expect(body.events.slice(0, 3)).toEqual([
      expect.objectContaining({ alert_title: "Tried B", matched: true, reason: null, message: null }),
      expect.objectContaining({ alert_id: "tried", matched: false, reason: "status_unchanged" }),
      expect.objectContaining({ alert_id: "tried", matched: true, received_at: expect.stringMatching(/Z$/) }),
    ]);
    expect(body.events[3]).toMatchObject({
      matched: false,
      reason: "no_rule_matched",
      message: "It does not match: category is trial was false (it is missing).",
    });
    expect((await api.get<Page<Rule>>("/api/v1/rules")).body.data).toEqual([]);
  });

  test("takes a rule as it was read", async () => {
    const rule = await api.createRule({ name: "Read", statuses: ["Resolved"] });
    const asRead = (await api.get<Rule>(`/api/v1/rules/${rule.id}`)).body;
    const { status, body } = await attempt({ ...asRead, statuses: ["Open"] });
    expect(status).toBe(200);
    expect(body.matched).toBeGreaterThan(0);
  });

  test("leaves out what Test Webhook sent", async () => {
    const before = (await attempt({})).body.tested;
    await api.request("POST", `/api/v1/channels/${channel.id}/test`, { body: {} });
    await until("the test to be recorded", async () => {
      const [newest] = await api.deliveries({ channel_id: channel.id });
      return newest?.test;
    });
    expect((await attempt({})).body.tested).toBe(before);
  });

  test.each<[object, string]>([
    [{ expression: "priority ==" }, "expression"],
    [{ channels: ["chn_nowhere"] }, "channels[0]"],
    [{ events: "user_create" }, "events"],
  ])("422 for %j", async (draft, at) => {
    const { status, body } = await api.request<{ issues: { path: string }[] }>("POST", "/api/v1/rules/try", {
      body: draft,
    });
    expect([status, body.issues[0]?.path]).toEqual([422, at]);
  });
});
