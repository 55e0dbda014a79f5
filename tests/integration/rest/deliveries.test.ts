import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  type Channel,
  connect,
  type Delivery,
  type DeliveryDetail,
  type Page,
  type Problem,
} from "../../support/api.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let good: Channel;
let bad: Channel;
let slow: Channel;
/** Events of the alerts a, b and a again, each sent to all three channels. */
let events: string[];

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  receiver.answer = ({ path }) => ({ status: { "/bad": 404, "/slow": 503 }[path] ?? 200 });
  api = connect(tocsin);
  good = await api.createChannel({ url: `${receiver.url}/good` });
  bad = await api.createChannel({ url: `${receiver.url}/bad` });
  slow = await api.createChannel({ url: `${receiver.url}/slow`, retry_schedule: [600] });
  const alerts = [
    { alert_id: "a", alert_title: "A" },
    { alert_id: "b", alert_title: "B" },
    { alert_id: "a" },
  ];
  events = (await api.post(alerts)).results.map(({ event_id }) => event_id);
  await Promise.all(
    events.flatMap((event) => [
      api.waitForDelivery(event, "delivered", { channelId: good.id }),
      api.waitForDelivery(event, "failed", { channelId: bad.id }),
    ]),
  );
  await api.waitForDelivery(events[0] ?? "", "pending", { channelId: slow.id, attempts: 1 });
  await api.waitForDelivery(events[1] ?? "", "pending", { channelId: slow.id, attempts: 1 });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const path = "/api/v1/deliveries";
const list = (query = "") => api.get<Page<Delivery> & Problem>(path + query);
const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe("the list", () => {
  test("holds one delivery per event and channel, newest first", async () => {
    const { data } = (await list()).body;
    expect(data).toHaveLength(9);
    expect(data.map(({ event_id }) => event_id)).toEqual(
      [2, 1, 0].flatMap((index) => Array(3).fill(events[index])),
    );
    expect(new Set(data.map(({ event_id, channel_id }) => event_id + channel_id)).size).toBe(9);
  });

  test("shows of each what is known", async () => {
    const { data } = (await list(`?channel_id=${good.id}&alert_id=b`)).body;
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^dlv_[0-9a-z]+_[0-9a-z]{13}$/),
        event_id: events[1],
        alert_id: "b",
        channel_id: good.id,
        channel_name: good.name,
        state: "delivered",
        reason: null,
        test: false,
        attempts_made: 1,
        next_attempt_at: null,
        created_at: utc,
        finished_at: utc,
      },
    ]);
  });

  test("page by page, each row once", async () => {
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: Page<Delivery> } = await list(`?limit=4${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.data.map(({ id }) => id));
      cursor = body.next_cursor;
    }
    expect(ids).toEqual((await list()).body.data.map(({ id }) => id));
  });

  test.each([
    ["state=delivered", 3],
    ["state=failed", 3],
    ["state=pending", 3],
    ["state=cancelled", 0],
    ["alert_id=a", 6],
    ["alert_id=nowhere", 0],
    ["alert_id=a&state=pending", 2],
    ["outcome=delivered", 3],
    ["outcome=http_status", 5],
    ["outcome=timeout", 0],
    ["status=404", 3],
    ["status=503&state=pending", 2],
    ["status=200", 3],
    ["reason=final_status", 3],
    ["test=true", 0],
    ["test=false", 9],
    ["since=2001-01-01T00:00:00Z&until=2999-01-01T00:00:00%2B01:00", 9],
    ["since=2001-01-01T00:00:00Z&until=2002-01-01T00:00:00Z", 0],
    ["since=2999-01-01T00:00:00Z", 0],
  ])("%s: %i", async (query, count) => {
    expect((await list(`?${query}`)).body.data).toHaveLength(count);
  });

  test("of one channel, filters and pages together", async () => {
    const first = (await list(`?channel_id=${bad.id}&state=failed&limit=2`)).body;
    expect(first.data.map(({ event_id }) => event_id)).toEqual([events[2], events[1]]);
    const rest = (await list(`?channel_id=${bad.id}&state=failed&limit=2&cursor=${first.next_cursor}`)).body;
    expect(rest.data.map(({ event_id }) => event_id)).toEqual([events[0]]);
    expect(rest.next_cursor).toBeNull();
  });

  test.each([
    ["?state=lost", "state", "state is one of pending, delivered, failed, cancelled."],
    [
      "?outcome=ok",
      "outcome",
      expect.stringMatching(/^outcome is one of delivered, http_status, dns_failed, /),
    ],
    ["?status=9999", "status", "status is an HTTP status from 100 to 599."],
    ["?status=4.5", "status", "status is an HTTP status from 100 to 599."],
    ["?reason=bad", "reason", expect.stringMatching(/^reason is one of final_status, gone, /)],
    [
      "?channel_id=chn_none",
      "channel_id",
      "channel_id names no channel: take an id from GET /api/v1/channels.",
    ],
    ["?test=yes", "test", "test is true or false."],
    [
      "?since=yesterday",
      "since",
      "since must be an RFC 3339 time with an offset, such as 2026-11-24T06:22:48Z.",
    ],
    ["?limit=101", "limit", "limit must be at most 100."],
    ["?cursor=NOT", "cursor", "Use next_cursor of the page before, or leave it out to start anew."],
    ["?channel=x", "channel", '"channel" is not a known field: check its spelling or leave it out.'],
  ])("%s is 422", async (query, at, message) => {
    const answer = await list(query);
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message }]);
  });
});

describe("one delivery", () => {
  const detail = async (event: number, channel: Channel): Promise<DeliveryDetail> => {
    const { data } = (await list(`?channel_id=${channel.id}`)).body;
    return api.delivery(data.find(({ event_id }) => event_id === events[event])?.id ?? "");
  };

  test("is what the list shows, its request and its attempts", async () => {
    const one = await detail(0, bad);
    const { request, request_id: requestId, attempts, ...row } = one;
    const listed = (await list(`?channel_id=${bad.id}`)).body.data.find(({ id }) => id === one.id);
    expect(row).toEqual(listed);
    expect(requestId).toMatch(/^[a-z0-9]{6}-[a-z0-9]+$/);
    expect(row).toMatchObject({ state: "failed", reason: "final_status", finished_at: utc });
    expect(request).toEqual({
      method: "POST",
      url: `${receiver.url}/bad`,
      headers: expect.objectContaining({ "webhook-id": events[0], "content-type": "application/json" }),
      body: expect.stringMatching(/^\{"alert_id":"a","alert_title":"A",/),
    });
    expect(attempts).toMatchObject([{ number: 1, outcome: "http_status", status: 404 }]);
  });

  test("that waits says when it is tried again; one behind it has no time yet", async () => {
    expect(await detail(0, slow)).toMatchObject({ state: "pending", attempts_made: 1, next_attempt_at: utc });
    const behind = await detail(2, slow);
    expect(behind).toMatchObject({ state: "pending", attempts_made: 0, next_attempt_at: null, attempts: [] });
    expect(behind.request).toMatchObject({ method: "POST", headers: { "webhook-id": events[2] } });
    expect(JSON.parse(behind.request.body)).toMatchObject({ alert_id: "a", previous_alert_status: "Open" });
  });
});

test("an alert's own page says what became of each event at every channel", async () => {
  const alert = await api.alert("a");
  expect(alert).toMatchObject({ alert_title: "A", occurrences: 2, first_at: utc });
  expect(alert.events).toHaveLength(2);
  for (const [index, event] of [events[2], events[0]].entries()) {
    expect(alert.events[index]).toMatchObject({
      event_id: event,
      status: "Open",
      initiated_by: null,
      remark: null,
      received_at: utc,
    });
    const { routing } = alert.events[index] ?? { routing: [] };
    expect(routing.map(({ channel_id }) => channel_id).sort()).toEqual([good.id, bad.id, slow.id].sort());
    for (const one of routing)
      expect(one).toMatchObject({ delivery_id: expect.stringMatching(/^dlv_/), reason: null, message: null });
  }
});

test("a deleted channel still has its deliveries", async () => {
  expect((await api.request("DELETE", `/api/v1/channels/${good.id}`)).status).toBe(204);
  const { status, body } = await list(`?channel_id=${good.id}`);
  expect([status, body.data.length]).toEqual([200, 3]);
});
