import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Api, type Channel, connect, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

beforeEach(async () => {
  if (channel !== undefined) await api.request("DELETE", `/api/v1/channels/${channel.id}`);
  receiver.answer = () => ({ status: 200 });
  channel = await api.createChannel({ url: `${receiver.url}/hook`, retry_schedule: [600] });
});

async function post(alert: object = { alert_title: "A" }): Promise<string> {
  return (await api.post(alert)).results[0]?.event_id ?? "";
}

const redeliver = (id: string) => api.request<Problem>("POST", `/api/v1/deliveries/${id}/redeliver`);
const remove = () => api.request("DELETE", `/api/v1/channels/${channel.id}`);

describe("a disabled channel", () => {
  test("gets nothing new, and the reason is recorded", async () => {
    await api.updateChannel(channel.id, { enabled: false });
    const eventId = await post({ alert_id: "off", alert_title: "A" });
    expect((await api.alert("off")).events).toMatchObject([
      {
        event_id: eventId,
        routing: [
          {
            channel_id: channel.id,
            channel_name: channel.name,
            delivery_id: null,
            reason: "channel_disabled",
            message: expect.stringMatching(/^.+\.$/),
          },
        ],
      },
    ]);
    expect(await api.deliveries({ alert_id: "off" })).toEqual([]);
  });

  test("enabled with the word to discard, cancels what waited and sends only what comes new", async () => {
    receiver.answer = () => ({ status: 500 });
    const waited = await post();
    await api.waitForDelivery(waited, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { enabled: false });
    receiver.answer = () => ({ status: 200 });
    await api.updateChannel(channel.id, { enabled: true, waiting: "discard" });
    expect(await api.waitForDelivery(waited, "cancelled")).toMatchObject({ reason: "discarded" });
    expect(await api.waitForDelivery(await post(), "delivered")).toMatchObject({ attempts_made: 1 });
    expect(await api.delivery((await api.waitForDelivery(waited, "cancelled")).id)).toMatchObject({
      attempts_made: 1,
    });
  });

  test("discards nothing where the change is refused", async () => {
    receiver.answer = () => ({ status: 500 });
    const waited = await post();
    await api.waitForDelivery(waited, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { enabled: false });
    const other = await api.createChannel({ url: `${receiver.url}/other`, enabled: false });
    const before = (await api.get<Channel>(`/api/v1/channels/${channel.id}`)).body;
    for (const [refused, status] of [
      [{ name: other.name.toUpperCase() }, 422],
      [{ version: before.version - 1 }, 409],
      [{ url: "http://169.254.169.254/" }, 422],
      [{ url: "http://127.0.0.1:0/" }, 422],
      [{ auth: { type: "token", saved: true } }, 422],
    ] as const) {
      const body = { enabled: true, waiting: "discard", ...refused };
      const answer = await api.request<Problem>("PATCH", `/api/v1/channels/${channel.id}`, { body });
      expect(answer.status, JSON.stringify(refused)).toBe(status);
      expect((await api.get<Channel>(`/api/v1/channels/${channel.id}`)).body).toEqual(before);
    }
    await api.request("DELETE", `/api/v1/channels/${other.id}`);
    expect(await api.waitForDelivery(waited, "pending")).toMatchObject({ reason: null });
  });

  test("sends nothing of a long queue that is discarded, and is enabled with the rest of the change", async () => {
    receiver.answer = () => ({ status: 500 });
    const alerts = Array.from({ length: 1_200 }, (_, at) => ({ alert_id: `long-${at}`, alert_title: "A" }));
    await api.updateChannel(channel.id, { max_in_flight: 1 });
    await api.post(alerts.slice(0, 1_000));
    await api.post(alerts.slice(1_000));
    await api.updateChannel(channel.id, { enabled: false });
    const { requests } = receiver;
    const paths = () => requests.filter(({ path }) => path === "/discarded").length;
    const changed = await api.updateChannel(channel.id, {
      url: `${receiver.url}/discarded`,
      enabled: true,
      waiting: "discard",
    });
    expect(changed).toMatchObject({ enabled: true, url: `${receiver.url}/discarded`, disabled_reason: null });
    expect(await api.deliveries({ channel_id: channel.id, state: "pending" })).toEqual([]);
    receiver.answer = () => ({ status: 200 });
    await api.waitForDelivery(await post(), "delivered", { channelId: channel.id });
    expect(paths()).toBe(1);
  });

  test.each([
    ["without enabling it", { waiting: "discard" }],
    ["while disabling it", { waiting: "discard", enabled: false }],
  ])("discards nothing %s", async (_, changes) => {
    await api.updateChannel(channel.id, { enabled: false });
    const answer = await api.request<Problem>("PATCH", `/api/v1/channels/${channel.id}`, { body: changes });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toMatchObject([
      { path: "waiting", message: expect.stringMatching(/enabled true/) },
    ]);
  });

  test("holds what is pending, and sends it once enabled", async () => {
    receiver.answer = () => ({ status: 503 });
    const eventId = await post();
    await api.waitForDelivery(eventId, "pending", { attempts: 1 });
    const waiting = await post();
    await api.waitForDelivery(waiting, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { enabled: false });
    expect(await api.waitForDelivery(eventId, "pending")).toMatchObject({ state: "pending", reason: null });

    receiver.answer = () => ({ status: 200 });
    await api.updateChannel(channel.id, { enabled: true });
    const later = await post();
    await api.waitForDelivery(later, "delivered");
    expect(await api.waitForDelivery(eventId, "pending")).toMatchObject({ attempts_made: 1 });
  });

  test("does not send what falls due meanwhile", async () => {
    await api.updateChannel(channel.id, { retry_schedule: [1] });
    receiver.answer = () => ({ status: 503 });
    const eventId = await post();
    await api.waitForDelivery(eventId, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { enabled: false });
    const { next_attempt_at } = await api.waitForDelivery(eventId, "pending");
    const sent = receiver.requests.length;
    await until("the retry to fall due", async () => Date.now() > Date.parse(next_attempt_at ?? "") + 200);
    expect(receiver.requests.length).toBe(sent);

    receiver.answer = () => ({ status: 200 });
    await api.updateChannel(channel.id, { enabled: true });
    expect(await api.waitForDelivery(eventId, "delivered")).toMatchObject({ attempts_made: 2 });
  });
});

describe("a changed channel", () => {
  test("is sent to at its new URL, also what waited", async () => {
    await api.updateChannel(channel.id, { retry_schedule: [1] });
    receiver.answer = ({ path }) => ({ status: path === "/hook" ? 503 : 200 });
    const eventId = await post();
    await api.waitForDelivery(eventId, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { url: `${receiver.url}/moved` });
    const delivery = await api.waitForDelivery(eventId, "delivered");
    expect(delivery.request.url).toBe(`${receiver.url}/moved`);
  });

  test("gives what waits its new schedule", async () => {
    receiver.answer = () => ({ status: 503 });
    await api.updateChannel(channel.id, { retry_schedule: [1] });
    const eventId = await post();
    await api.waitForDelivery(eventId, "pending", { attempts: 1 });
    await api.updateChannel(channel.id, { retry_schedule: [1, 600] });
    await api.waitForDelivery(eventId, "pending", { attempts: 2 });
  });
});

describe("a deleted channel", () => {
  test("is gone, what waits for it is cancelled, what was sent stays", async () => {
    const sent = await api.waitForDelivery(await post(), "delivered");
    receiver.answer = () => ({ status: 503 });
    const [retrying, behind] = [
      await post({ alert_id: "x", alert_title: "A" }),
      await post({ alert_id: "x" }),
    ];
    await api.waitForDelivery(retrying, "pending", { attempts: 1 });
    expect((await remove()).status).toBe(204);
    expect((await api.get(`/api/v1/channels/${channel.id}`)).status).toBe(404);
    for (const eventId of [retrying, behind])
      expect(await api.waitForDelivery(eventId, "cancelled")).toMatchObject({
        reason: "channel_deleted",
        next_attempt_at: null,
        finished_at: expect.any(String),
        channel_name: channel.name,
      });
    expect(await api.delivery(sent.id)).toEqual(sent);
  });

  test("gets nothing new, and its name is free", async () => {
    await remove();
    await post({ alert_id: "after", alert_title: "A" });
    expect((await api.alert("after")).events[0]?.routing).toEqual([]);
    channel = await api.createChannel({ name: channel.name, url: receiver.url });
  });

  test("can't be redelivered to", async () => {
    const sent = await api.waitForDelivery(await post(), "delivered");
    await remove();
    const answer = await redeliver(sent.id);
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toMatch(/was deleted/);
  });

  test("while a request to it is in flight: what comes back changes nothing", async () => {
    let finish = () => {};
    const answered = new Promise<void>((resolve) => {
      finish = resolve;
    });
    receiver.answer = () => answered.then(() => ({ status: 503 }));
    const before = receiver.requests.length;
    const eventId = await post();
    await receiver.waitFor(before + 1);
    await remove();
    finish();
    const [delivery] = (await api.deliveries({ channel_id: channel.id })).filter(
      (one) => one.event_id === eventId,
    );
    expect(delivery).toMatchObject({ state: "cancelled", reason: "channel_deleted" });
  });
});

describe("Redeliver", () => {
  test("202: the same delivery, id and body, on a fresh schedule, to the channel as it is now", async () => {
    await api.updateChannel(channel.id, { retry_schedule: [1] });
    receiver.answer = () => ({ status: 500 });
    const eventId = await post({ alert_id: "again", alert_title: "A" });
    const failed = await api.waitForDelivery(eventId, "failed");
    expect(failed).toMatchObject({ reason: "retries_exhausted", attempts_made: 2 });

    let attempts = 0;
    receiver.answer = ({ headers }) => ({
      status: headers["webhook-id"] === eventId && ++attempts === 1 ? 500 : 200,
    });
    await post({ alert_id: "again", alert_title: "Changed since" });
    await api.updateChannel(channel.id, { url: `${receiver.url}/now` });
    const before = receiver.requests.length;
    const answer = await redeliver(failed.id);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ id: failed.id });
    const delivered = await api.waitForDelivery(eventId, "delivered");
    expect(delivered).toMatchObject({ id: failed.id, reason: null, attempts_made: 4 });
    const [request] = receiver.requests.slice(before).filter((one) => one.headers["webhook-id"] === eventId);
    expect(request?.path).toBe("/now");
    expect(String(request?.rawBody)).toBe(failed.request.body);
  });

  test("of what was delivered sends it once more", async () => {
    const eventId = await post();
    const first = await api.waitForDelivery(eventId, "delivered");
    expect((await redeliver(first.id)).status).toBe(202);
    const second = await api.waitForDelivery(eventId, "delivered", { attempts: 2 });
    expect(second.id).toBe(first.id);
    expect(second.attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("is in the audit log once, with who asked for it; one that was refused is not", async () => {
    const { id } = await api.waitForDelivery(await post(), "delivered");
    expect((await redeliver(id)).status).toBe(202);
    await api.request("DELETE", `/api/v1/channels/${channel.id}`);
    expect((await redeliver(id)).status).toBe(409);
    const rows = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT * FROM audit WHERE target_id = ?").all(id),
    );
    expect(rows).toMatchObject([
      {
        action: "deliveries.redeliver",
        actor_kind: "api_key",
        actor_name: "Tests",
        target_name: channel.name,
        details: null,
      },
    ]);
  });

  test("409 while it is pending", async () => {
    receiver.answer = () => ({ status: 503 });
    const { id } = await api.waitForDelivery(await post(), "pending", { attempts: 1 });
    const answer = await redeliver(id);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ title: "Conflict", detail: expect.stringMatching(/still pending/) });
  });

  test("404 where there is none", async () => {
    expect((await redeliver("dlv_nowhere")).status).toBe(404);
  });

  test("to a disabled channel waits until it is enabled", async () => {
    const first = await api.waitForDelivery(await post(), "delivered");
    await api.updateChannel(channel.id, { enabled: false });
    expect((await redeliver(first.id)).status).toBe(202);
    expect(await api.delivery(first.id)).toMatchObject({
      state: "pending",
      attempts_made: 1,
      finished_at: null,
    });
    await api.updateChannel(channel.id, { enabled: true });
    await api.waitForDelivery(first.event_id, "delivered", { attempts: 2 });
  });
});
