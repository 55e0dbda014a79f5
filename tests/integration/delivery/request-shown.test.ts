import { expect, test } from "vitest";
import { type ChannelTest, connect } from "../../support/api.ts";
import { type Answer, type ReceivedRequest, startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";

/** Set by the HTTP client itself: it belongs to no request that is shown. */
const OF_THE_CLIENT = ["host", "connection", "content-length"];

type Shown = { method: string; url: string; headers: Record<string, string>; body: string };

/** What arrived, with masks where the channel's secrets stand. */
function maskedOf({ method, headers, rawBody }: ReceivedRequest) {
  const ours: Record<string, unknown> = { ...headers };
  if ("x-api-key" in ours) ours["x-api-key"] = "••••";
  if ("authorization" in ours) ours.authorization = "Bearer ••••";
  for (const name of OF_THE_CLIENT) delete ours[name];
  return { method, headers: ours, body: rawBody.toString() };
}

const shownOf = ({ method, headers, body }: Shown) => {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  return { method, headers: Object.fromEntries(named), body };
};

test("what is shown before the first attempt, after it and by a Test is what arrives, but for masks", async () => {
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  let release: (answer: Answer) => void = () => {};
  const held = new Promise<Answer>((resolve) => {
    release = resolve;
  });
  await using receiver = await startReceiver({
    answer: (_, index) => (index === 0 ? held : { status: 200 }),
  });
  const { id } = await api.createChannel({
    url: `${receiver.url}/hook/t0ken`,
    url_secrets: [{ replacement: "TOKEN", value: "t0ken" }],
    auth: { type: "token", token: "bearer-t0ken" },
    headers: [
      { name: "User-Agent", value: "mine", sensitive: false },
      { name: "X-Api-Key", value: "s3cret-value", sensitive: true },
    ],
  });
  await api.post({ alert_id: "a", alert_title: "A" }, { "tocsin-hops": "2" });
  await receiver.waitFor(1);
  const { results } = await api.post({ alert_id: "a", status: "Resolved" }, { "tocsin-hops": "3" });
  const [waiting] = await api.deliveries({ state: "pending" });
  const { request: pending, attempts } = await api.delivery(waiting?.id ?? "");
  expect(attempts).toEqual([]);

  release({ status: 200 });
  const delivered = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  const arrived = receiver.requests[1];
  if (arrived === undefined) throw new Error("Nothing arrived.");
  expect(arrived.path).toBe("/hook/t0ken");
  expect(arrived.headers).toMatchObject({
    "tocsin-hops": "4",
    "user-agent": "mine",
    "x-api-key": "s3cret-value",
  });

  const sent = maskedOf(arrived);
  expect(shownOf(delivered.request)).toEqual(sent);
  const { "webhook-timestamp": shownAt, ...shown } = shownOf(pending).headers;
  const { "webhook-timestamp": sentAt, ...expected } = sent.headers;
  expect({ ...shownOf(pending), headers: shown }).toEqual({
    ...sent,
    headers: { ...expected, "webhook-signature": "v1,••••" },
  });
  expect(Math.abs(Number(shownAt) - Number(sentAt))).toBeLessThan(60);
  for (const { url } of [pending, delivered.request]) expect(url).toBe(`${receiver.url}/hook/{{TOKEN}}`);

  const { body } = await api.request<ChannelTest>("POST", `/api/v1/channels/${id}/test`, { body: {} });
  const tested = receiver.requests[2];
  if (tested === undefined) throw new Error("The Test did not arrive.");
  expect(shownOf(body.request)).toEqual(maskedOf(tested));
  expect(tested.headers["tocsin-hops"]).toBe("1");
});

test("what was sent goes on being shown after the channel is edited, rotated and deleted", async () => {
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  await using receiver = await startReceiver();
  const { id } = await api.createChannel({
    url: `${receiver.url}/first/t0ken`,
    url_secrets: [{ replacement: "TOKEN", value: "t0ken" }],
    headers: [{ name: "X-Api-Key", value: "s3cret-value", sensitive: true }],
  });
  const sentBy = async (alert_id: string) => {
    const before = receiver.requests.length;
    const { results } = await api.post({ alert_id, alert_title: "A" });
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
    const arrived = receiver.requests[before];
    if (arrived === undefined) throw new Error("Nothing arrived.");
    return { delivery: delivery.id, arrived };
  };
  const first = await sentBy("first");
  await api.request("POST", `/api/v1/channels/${id}/rotate-signing-secret`);
  const second = await sentBy("second");
  expect(String(second.arrived.headers["webhook-signature"])).toMatch(/^v1,\S+ v1,\S+$/);
  await api.request("PATCH", `/api/v1/channels/${id}`, {
    body: {
      url: `${receiver.url}/third`,
      url_secrets: [],
      auth: { type: "token", token: "new-t0ken" },
      headers: [],
    },
  });
  const third = await sentBy("third");
  await api.request("DELETE", `/api/v1/channels/${id}`);

  for (const [{ delivery, arrived }, url] of [
    [first, `${receiver.url}/first/{{TOKEN}}`],
    [second, `${receiver.url}/first/{{TOKEN}}`],
    [third, `${receiver.url}/third`],
  ] as const) {
    const { request } = await api.delivery(delivery);
    expect(shownOf(request)).toEqual(maskedOf(arrived));
    expect(request.url).toBe(url);
  }
});
