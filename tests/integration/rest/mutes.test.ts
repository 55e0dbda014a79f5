import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  apiOf,
  type Channel,
  connect,
  type Mute,
  type Page,
  type Problem,
  type Rule,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let folder: Folder;
let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;
let other: Channel;

beforeAll(async () => {
  folder = temporaryFolder();
  tocsin = await startTocsin({ dataDir: folder.path });
  receiver = await startReceiver();
  api = connect(tocsin);
  channel = await api.createChannel({ name: "Jira", url: receiver.url });
  other = await api.createChannel({ name: "Pager", url: receiver.url });
});

afterAll(async () => {
  await receiver.stop();
  await tocsin[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const path = "/api/v1/mutes";
const HOUR = 3_600_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

const create = (body: unknown) => api.request<Mute & Problem>("POST", path, { body });
const end = (id: string) => api.request<Problem>("DELETE", `${path}/${id}`);
const list = async (query = "") => (await api.get<Page<Mute>>(`${path}${query}`)).body;

/** Runs with a mute of an hour, unless told otherwise, that is ended afterwards. */
async function withMute(body: object, work: (made: Mute) => Promise<void>): Promise<void> {
  const answer = await create({ until: inMs(HOUR), ...body });
  expect(answer.status).toBe(201);
  await work(answer.body);
  await end(answer.body.id);
}

/** Posts an alert; resolves with what became of it at each channel: sent, or the reason. */
async function post(alert: object): Promise<Record<string, string | null>> {
  const { results } = await api.post({ alert_title: "Disk full", ...alert });
  return routing(results[0]?.alert_id ?? "");
}

async function routing(alertId: string): Promise<Record<string, string | null>> {
  const [newest] = (await api.alert(alertId)).events;
  const told = newest?.routing.map(({ channel_name, reason }) => [channel_name, reason ?? "sent"]);
  return Object.fromEntries(told ?? []);
}

const low = { conditions: [{ field: "priority", operator: "is", value: "low" }] };

describe("POST", () => {
  test("201 with the mute", async () => {
    const ends = inMs(HOUR);
    await withMute({ channel_id: channel.id, until: ends, remark: "Moving house." }, async (mute) => {
      expect(mute).toEqual({
        id: expect.stringMatching(/^mut_[0-9a-f-]{36}$/),
        channel_id: channel.id,
        state: "live",
        until: ends,
        remark: "Moving house.",
        created_by: "Tests",
        created_at: expect.stringMatching(/Z$/),
      });
      expect((await list("?state=live")).data).toEqual([mute]);
    });
  });

  test("takes a time with an offset, and keeps filters as they are compared", async () => {
    const ends = new Date(Date.now() + HOUR);
    const withOffset = new Date(ends.getTime() + 2 * HOUR).toISOString().replace("Z", "+02:00");
    await withMute({ filters: low, until: withOffset }, async (mute) => {
      expect(mute).toMatchObject({ until: ends.toISOString(), remark: null });
      expect(mute.filters).toEqual({ match: "all", ...low });
    });
  });

  test.each<[string, object, string, RegExp]>([
    ["nothing to mute", {}, "", /^Say what to mute/],
    ["two things", { channel_id: "chn_1", rule_id: "rul_1" }, "rule_id", /^Mute one thing at a time/],
    ["a channel of nobody", { channel_id: "chn_none" }, "channel_id", /^There is no such channel/],
    ["a rule of nobody", { rule_id: "rul_none" }, "rule_id", /^There is no such rule/],
    ["an alert that never was", { alert_id: "none" }, "alert_id", /^There is no such alert/],
    ["no condition", { filters: {} }, "filters.conditions", /^Add at least one condition/],
    ["no end", { filters: low, until: null }, "until", /^until must be a string/],
    ["an end without an offset", { filters: low, until: "2030-01-01T00:00:00" }, "until", /RFC 3339/],
    ["an end in the past", { filters: low, until: inMs(-1) }, "until", /in the past/],
    ["an end in 31 days", { filters: low, until: inMs(31 * 24 * HOUR) }, "until", /more than 30 days/],
    ["a typo", { filters: low, remarks: "x" }, "remarks", /not a known field/],
  ])("422 for %s", async (_, body, at, message) => {
    const answer = await create({ until: inMs(HOUR), ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message: expect.stringMatching(message) }]);
  });

  test("and DELETE need the right to operate, GET to read", async () => {
    const reader = connect(tocsin, ["read"]);
    const operator = connect(tocsin, ["operate"]);
    const body = { channel_id: channel.id, until: inMs(HOUR) };
    expect((await reader.request("POST", path, { body })).status).toBe(403);
    const made = await operator.request<Mute>("POST", path, { body });
    expect(made.status).toBe(201);
    expect((await reader.get(path)).status).toBe(200);
    expect((await reader.request("DELETE", `${path}/${made.body.id}`)).status).toBe(403);
    expect((await operator.request("DELETE", `${path}/${made.body.id}`)).status).toBe(204);
  });
});

describe("while a mute is live", () => {
  test("its channel gets nothing, and the event says why", async () => {
    await withMute({ channel_id: channel.id }, async () => {
      expect(await post({ alert_id: "by-channel" })).toEqual({ Jira: "muted", Pager: "sent" });
      const [event] = (await api.alert("by-channel")).events;
      const told = event?.routing.find(({ channel_id }) => channel_id === channel.id);
      expect(told).toMatchObject({
        delivery_id: null,
        message: expect.stringMatching(/^Tests muted this channel until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/),
      });
    });
    expect(await post({ alert_id: "by-channel" })).toEqual({ Jira: "sent", Pager: "sent" });
  });

  test("its alert goes nowhere, others do", async () => {
    await post({ alert_id: "by-alert" });
    await withMute({ alert_id: "by-alert" }, async () => {
      expect(await post({ alert_id: "by-alert" })).toEqual({ Jira: "muted", Pager: "muted" });
      expect(await post({ alert_id: "another" })).toEqual({ Jira: "sent", Pager: "sent" });
    });
  });

  test("what its filters match goes nowhere", async () => {
    await withMute({ filters: low }, async () => {
      expect(await post({ priority: "Low" })).toEqual({ Jira: "muted", Pager: "muted" });
      expect(await post({ priority: "High" })).toEqual({ Jira: "sent", Pager: "sent" });
    });
  });

  test("what its rule decides is not sent, whatever other rules match", async () => {
    const rule = await api.createRule({ name: "To Jira", channels: [channel.id] });
    await withMute({ rule_id: rule.id }, async () => {
      expect(await post({})).toEqual({ Jira: "muted", Pager: "sent" });
    });
    await api.request("DELETE", `/api/v1/rules/${rule.id}`);
  });

  test("an Access Request event is not sent either, except the end of what was heard of", async () => {
    const di_event = "access_management_access_request";
    const settings = { channels: [{ channel_id: channel.id, events: [di_event] }] };
    await api.request("PUT", "/api/v1/access-requests", { body: settings });
    await post({ alert_id: "request", di_event });
    await withMute({ channel_id: channel.id }, async () => {
      expect(await post({ di_event })).toEqual({ Jira: "muted", Pager: "access_event_not_selected" });
      expect(await post({ alert_id: "request" })).toMatchObject({ Jira: "muted" });
      expect(await post({ alert_id: "request", status: "Resolved" })).toMatchObject({ Jira: "sent" });
    });
    expect(await post({ di_event })).toMatchObject({ Jira: "sent" });
    await api.request("PUT", "/api/v1/access-requests", { body: { channels: [] } });
  });

  test("the end of an alert goes to the channels that heard of it before", async () => {
    await post({ alert_id: "heard" });
    await withMute({ channel_id: channel.id }, async () => {
      await post({ alert_id: "unheard" });
      expect(await post({ alert_id: "heard", priority: "High" })).toEqual({ Jira: "muted", Pager: "sent" });
      for (const alert_id of ["heard", "unheard"])
        await api.request("POST", `/api/v1/alerts/${alert_id}/status`, { body: { status: "Resolved" } });
      expect(await routing("heard")).toEqual({ Jira: "sent", Pager: "sent" });
      expect(await routing("unheard")).toEqual({ Jira: "muted", Pager: "sent" });
      expect(await post({ alert_id: "heard", status: "Open" })).toEqual({ Jira: "muted", Pager: "sent" });
    });
  });
});

test("a mute ends by itself, and is then shown as ended", async () => {
  const made = await create({ channel_id: channel.id, until: inMs(3_000) });
  expect(await post({})).toEqual({ Jira: "muted", Pager: "sent" });
  await until("the end of the mute", async () => (await list("?state=live")).data.length === 0);
  expect(await post({})).toEqual({ Jira: "sent", Pager: "sent" });
  const [newest] = (await list("?state=ended")).data;
  expect(newest).toEqual({ ...made.body, state: "ended" });
});

test("one that is ended early is ended at that moment; again it is 404", async () => {
  const { body } = await create({ channel_id: channel.id, until: inMs(HOUR) });
  expect((await end(body.id)).status).toBe(204);
  const [newest] = (await list()).data;
  expect(newest).toMatchObject({ id: body.id, state: "ended" });
  expect(Date.parse(newest?.until ?? "")).toBeLessThanOrEqual(Date.now());
  const again = await end(body.id);
  expect([again.status, again.body.detail]).toEqual([404, "There is no such mute: it may have ended."]);
});

describe("with what it mutes it ends:", () => {
  const live = async () => (await list("?state=live")).data.map(({ id }) => id);

  test("a channel", async () => {
    const gone = await api.createChannel({ url: receiver.url });
    const { body } = await create({ channel_id: gone.id, until: inMs(HOUR) });
    expect(await live()).toContain(body.id);
    await api.request("DELETE", `/api/v1/channels/${gone.id}`);
    expect(await live()).not.toContain(body.id);
  });

  test("a rule", async () => {
    const rule = await api.createRule({ enabled: false });
    const { body } = await create({ rule_id: rule.id, until: inMs(HOUR) });
    await api.request<Rule>("DELETE", `/api/v1/rules/${rule.id}`);
    expect(await live()).not.toContain(body.id);
  });
});

describe("GET", () => {
  test("newest first, in pages", async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++)
      made.unshift((await create({ channel_id: other.id, until: inMs(HOUR) })).body.id);
    const first = await list("?state=live&limit=2");
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const second = await list(`?state=live&limit=2&cursor=${first.next_cursor}`);
    expect([second.data.map(({ id }) => id), second.next_cursor]).toEqual([made.slice(2), null]);
    for (const id of made) await end(id);
  });

  test.each(["?limit=0", "?state=on", "?cursor=x", "?channel=x"])("422 for %s", async (query) => {
    expect((await api.get(path + query)).status).toBe(422);
  });
});

test("each change is in the audit log", async () => {
  const { body } = await create({ channel_id: channel.id, until: inMs(HOUR), remark: "Quiet." });
  await end(body.id);
  const rows = inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT action, actor_name, target_name, details FROM audit WHERE target_id = ?")
      .all(body.id),
  );
  const details = JSON.stringify({ channel_id: channel.id, until: body.until, remark: "Quiet." });
  const same = { actor_name: "Tests", target_name: "Jira" };
  expect(rows).toEqual([
    { ...same, action: "mutes.create", details },
    { ...same, action: "mutes.end", details: null },
  ]);
});

test("a mute survives a restart", async () => {
  const { body } = await create({ channel_id: channel.id, until: inMs(HOUR) });
  await tocsin.stop();
  tocsin = await startTocsin({ dataDir: folder.path });
  api = apiOf(tocsin.url, api.key);
  expect(await post({ alert_id: "after" })).toEqual({ Jira: "muted", Pager: "sent" });
  await end(body.id);
  expect(await post({ alert_id: "after" })).toEqual({ Jira: "sent", Pager: "sent" });
});
