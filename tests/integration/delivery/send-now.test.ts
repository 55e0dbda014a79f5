import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const act = (id: string, name: "send-now" | "cancel") =>
  api.request<{ id: string } & Problem>("POST", `/api/v1/deliveries/${id}/${name}`);

/** A channel whose receiver asks for a wait, and two deliveries of one alert that wait for it. */
async function waiting() {
  receiver.answer = () => ({ status: 503, headers: { "retry-after": "200" } });
  const { id: channelId } = await api.createChannel({ url: receiver.url });
  const rule = { channelId };
  const { results } = await api.post([
    { alert_id: `of ${channelId}`, alert_title: "A" },
    { alert_id: `of ${channelId}` },
  ]);
  const [head, behind] = results.map(({ event_id }) => event_id);
  const first = await api.waitForDelivery(head ?? "", "pending", { ...rule, attempts: 1 });
  const second = await api.waitForDelivery(behind ?? "", "pending", rule);
  receiver.answer = () => ({ status: 200 });
  const end = () => api.request("DELETE", `/api/v1/channels/${channelId}`);
  return { channelId, first, second, end };
}

describe("send now", () => {
  test("passes the hold of the channel and spends an attempt; the alert's next follows", async () => {
    const { channelId, first, second, end } = await waiting();
    expect(Date.parse(first.next_attempt_at ?? "")).toBeGreaterThan(Date.now() + 60_000);
    const answer = await act(first.id, "send-now");
    expect([answer.status, answer.body]).toEqual([202, { id: first.id }]);
    const sent = await api.waitForDelivery(first.event_id, "delivered", { channelId });
    expect(sent.attempts_made).toBe(2);
    await api.waitForDelivery(second.event_id, "delivered", { channelId });
    await end();
  });

  test("is refused behind another, by its name; at a disabled channel; after the end", async () => {
    const { channelId, first, second, end } = await waiting();
    const behind = await act(second.id, "send-now");
    expect([behind.status, behind.body.detail]).toEqual([409, expect.stringContaining(first.id)]);
    await api.updateChannel(channelId, { enabled: false });
    const disabled = await act(first.id, "send-now");
    expect([disabled.status, disabled.body.detail]).toEqual([409, expect.stringContaining("is disabled")]);
    await act(first.id, "cancel");
    const over = await act(first.id, "send-now");
    expect([over.status, over.body.detail]).toEqual([409, expect.stringContaining("redeliver it")]);
    await end();
  });
});

describe("cancel", () => {
  test("ends what waits, first or behind; what is left of the line goes on", async () => {
    const { channelId, first, second, end } = await waiting();
    expect((await act(second.id, "cancel")).status).toBe(202);
    expect(await api.delivery(second.id)).toMatchObject({ state: "cancelled", reason: "cancelled" });
    const { results } = await api.post({ alert_id: first.alert_id });
    const third = await api.waitForDelivery(results[0]?.event_id ?? "", "pending", { channelId });
    expect(third.next_attempt_at).toBeNull();
    expect((await act(first.id, "cancel")).status).toBe(202);
    expect(await api.delivery(first.id)).toMatchObject({ state: "cancelled", reason: "cancelled" });
    expect((await api.delivery(third.id)).next_attempt_at).not.toBeNull();
    const sentBefore = receiver.requests.length;
    expect((await act(third.id, "send-now")).status).toBe(202);
    await api.waitForDelivery(third.event_id, "delivered", { channelId });
    expect(receiver.requests.slice(sentBefore)).toHaveLength(1);
    await end();
  });

  test("is refused after the end, and of an unknown one", async () => {
    const { first, end } = await waiting();
    await act(first.id, "cancel");
    const again = await act(first.id, "cancel");
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining("nothing to cancel")]);
    expect((await act("dlv_none", "cancel")).status).toBe(404);
    await end();
  });
});
