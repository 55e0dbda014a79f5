import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  type Channel,
  type ChannelTest,
  connect,
  type DeliveryDetail,
  type NewChannel,
  type Problem,
} from "../../support/api.ts";
import { freePort } from "../../support/free-port.ts";
import {
  type Answering,
  type ReceivedRequest,
  type Receiver,
  startReceiver,
} from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const BASE_URL = "https://tocsin.example.com";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  const port = await freePort();
  const env = { BASE_URL, PORT: String(port) };
  [tocsin, receiver] = await Promise.all([startTocsin({ env }), startReceiver()]);
  api = connect({ url: `http://127.0.0.1:${port}`, dataDir: tocsin.dataDir });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

type Format = NewChannel["format"];

let named = 0;

/** A channel in a format, at a path of its own; the requests that arrive there. */
async function channelIn(format: Format, fields: Partial<NewChannel> = {}) {
  const path = `/${++named}`;
  const channel = await api.createChannel({ url: receiver.url + path, format, ...fields });
  const arrived = () => receiver.requests.filter((request) => request.path === path);
  return { channel, arrived, [Symbol.asyncDispose]: () => remove(channel) };
}

async function remove({ id }: Channel): Promise<void> {
  await api.request("DELETE", `/api/v1/channels/${id}`);
}

/** Posts an alert and waits for what becomes of it at the channel. */
async function sent(
  { id }: Channel,
  state: DeliveryDetail["state"],
  alert: object = {},
  attempts = 1,
): Promise<DeliveryDetail> {
  const { results } = await api.post({ alert_title: "Disk full", ...alert });
  return api.waitForDelivery(results[0]?.event_id ?? "", state, { channelId: id, attempts });
}

const textOf = (request?: ReceivedRequest): string => String(request?.rawBody);
const read = async ({ id }: Channel) => (await api.get<Channel>(`/api/v1/channels/${id}`)).body;
const patch = ({ id }: Channel, body: object) =>
  api.request<Channel & Problem>("PATCH", `/api/v1/channels/${id}`, { body });

const OK: Answering = () => ({ status: 200, body: "ok" });

describe("a receiver that answers 200 and means no", () => {
  test("has refused: final, with its words, found by its outcome; three of them make the channel refusing", async () => {
    receiver.answer = () => ({ status: 200, body: "channel_is_archived" });
    await using slack = await channelIn({ type: "slack" });
    const delivery = await sent(slack.channel, "failed");
    expect(delivery).toMatchObject({
      reason: "final_status",
      attempts_made: 1,
      attempts: [
        {
          outcome: "receiver_refused",
          status: 200,
          message: expect.stringContaining("“channel_is_archived”"),
          response: { body: "channel_is_archived" },
        },
      ],
    });
    const query = { outcome: "receiver_refused", channel_id: slack.channel.id };
    expect((await api.deliveries(query)).map(({ id }) => id)).toEqual([delivery.id]);
    await sent(slack.channel, "failed");
    await sent(slack.channel, "failed");
    expect(await read(slack.channel)).toMatchObject({ health: "refusing" });
    receiver.answer = OK;
    await sent(slack.channel, "delivered");
    expect(await read(slack.channel)).toMatchObject({ health: "healthy" });
    const { body } = await api.request<string>("GET", "/metrics");
    expect(body).toContain(
      `tocsin_attempts_total{channel_id="${slack.channel.id}",outcome="receiver_refused"} 3`,
    );
  });

  test("is tried again where it names a limit", async () => {
    receiver.answer = (_, index) =>
      index === before
        ? {
            status: 200,
            body: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0.",
          }
        : { status: 200, body: "1" };
    const before = receiver.requests.length;
    await using teams = await channelIn({ type: "teams" });
    const delivery = await sent(teams.channel, "delivered");
    expect(delivery.attempts.map(({ outcome }) => outcome)).toEqual(["receiver_refused", "delivered"]);
  });

  test("by a Test is told as its failure, with the body that was sent, which its delivery keeps", async () => {
    receiver.answer = () => ({ status: 200, body: "no_service" });
    await using slack = await channelIn({ type: "slack" });
    const { body } = await api.request<ChannelTest>("POST", `/api/v1/channels/${slack.channel.id}/test`);
    expect(body).toMatchObject({
      alert_id: expect.stringMatching(/^test-/),
      failure: { code: "receiver_refused", message: expect.stringContaining("“no_service”") },
    });
    expect(body.request.body).toBe(textOf(slack.arrived()[0]));
    const [tested] = await api.deliveries({ channel_id: slack.channel.id, test: "true" });
    const kept = await api.delivery(tested?.id ?? "");
    expect([kept.request.body, kept.attempts[0]?.body]).toEqual(Array(2).fill(body.request.body));
    const again = await api.request<ChannelTest>("POST", `/api/v1/channels/${slack.channel.id}/test`, {
      body: { alert: { alert_id: body.alert_id, status: "Resolved" } },
    });
    expect(again.body.alert_id).toBe(body.alert_id);
  });
});

describe("a 429 with a wait of the receiver's own kind holds the channel", () => {
  const waits: [string, Format, Awaited<ReturnType<Answering>>][] = [
    [
      "Discord's retry_after in the body, a fraction rounded up",
      { type: "discord" },
      {
        status: 429,
        body: '{"message": "You are being rate limited.", "retry_after": 59.3, "global": false}',
      },
    ],
    ["Slack's header", { type: "slack" }, { status: 429, headers: { "retry-after": "60" } }],
    [
      "Telegram's parameters",
      { type: "telegram", chat_id: "1" },
      { status: 429, body: '{"ok": false, "error_code": 429, "parameters": {"retry_after": 60}}' },
    ],
    [
      "a no within a 200",
      { type: "telegram", chat_id: "1" },
      { status: 200, body: '{"ok": false, "error_code": 429, "parameters": {"retry_after": 60}}' },
    ],
  ];

  test.each(waits)("%s", async (_, format, answer) => {
    receiver.answer = () => answer;
    await using limited = await channelIn(format);
    const delivery = await sent(limited.channel, "pending");
    const startedAt = Date.parse(delivery.attempts[0]?.started_at ?? "");
    expect(Date.parse(delivery.next_attempt_at ?? "")).toBeGreaterThanOrEqual(startedAt + 60_000);
    const next = await sent(limited.channel, "pending", {}, 0);
    expect(next).toMatchObject({ attempts_made: 0 });
    expect(Date.parse(next.next_attempt_at ?? "")).toBeGreaterThanOrEqual(startedAt + 60_000);
    expect(limited.arrived()).toHaveLength(1);
  });
});

describe("the body of each attempt", () => {
  test("stays the same bytes while nothing is edited, and carries the link to the alert's page", async () => {
    receiver.answer = () => ({ status: 500 });
    await using slack = await channelIn({ type: "slack" });
    const { attempts } = await sent(slack.channel, "failed", { alert_id: "same bytes" }, 3);
    const bodies = slack.arrived().map(textOf);
    expect(bodies).toHaveLength(3);
    expect(new Set([...bodies, ...attempts.map(({ body }) => body)]).size).toBe(1);
    expect(bodies[0]).toContain(`${BASE_URL}/alerts/same%20bytes`);
  });

  test("is made by the channel's format as it is then: an edit counts from the next attempt on", async () => {
    let release = () => {};
    const edited = new Promise<void>((resolve) => {
      release = resolve;
    });
    receiver.answer = async (_, index) => {
      if (index === before) await edited;
      return { status: index === before ? 500 : 204 };
    };
    const before = receiver.requests.length;
    await using channel = await channelIn({ type: "slack" });
    const { results } = await api.post({ alert_title: "Disk full" });
    await receiver.waitFor(before + 1);
    await api.updateChannel(channel.channel.id, { format: { type: "discord" } });
    release();
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", {
      channelId: channel.channel.id,
    });
    const [first, second] = channel.arrived().map(textOf);
    expect(JSON.parse(first ?? "")).toHaveProperty("mrkdwn", false);
    expect(JSON.parse(second ?? "")).toHaveProperty("allowed_mentions");
    expect(delivery.attempts.map(({ body }) => body)).toEqual([first, second]);
    expect(delivery.request.body).toBe(second);

    await api.updateChannel(channel.channel.id, { format: { type: "alert" } });
    await api.request("POST", `/api/v1/deliveries/${delivery.id}/redeliver`);
    const again = await api.waitForDelivery(delivery.event_id, "delivered", {
      channelId: channel.channel.id,
      attempts: 3,
    });
    const third = textOf(channel.arrived()[2]);
    expect(JSON.parse(third)).toMatchObject({ alert_title: "Disk full" });
    expect(again.attempts.map(({ body }) => body)).toEqual([first, second, third]);
  });

  test("before the first attempt is shown as it will be sent", async () => {
    await using slack = await channelIn({ type: "slack" }, { enabled: true });
    receiver.answer = () => ({ status: 503, headers: { "retry-after": "600" } });
    await sent(slack.channel, "pending");
    const waiting = await sent(slack.channel, "pending", { alert_title: "The next" }, 0);
    expect(waiting.attempts).toEqual([]);
    expect(JSON.parse(waiting.request.body).text).toContain("The next");
  });
});

describe("a secret field", () => {
  const key = "R0UTING-k3y-0f-pagerduty-00000000";
  const format = { type: "pagerduty", routing_key: key } as const;

  test("is sent in the body and shown nowhere, even where the receiver gives everything back", async () => {
    receiver.answer = ({ rawBody }) => ({ status: 400, body: rawBody });
    await using pagerduty = await channelIn(format);
    const delivery = await sent(pagerduty.channel, "failed");
    expect(JSON.parse(textOf(pagerduty.arrived()[0]))).toMatchObject({ routing_key: key });
    const shown = textOf(pagerduty.arrived()[0]).replace(key, "••••");
    expect(delivery.request.body).toBe(shown);
    expect(delivery.attempts[0]).toMatchObject({ body: shown, response: { body: shown } });
    const tested = await api.request<ChannelTest>("POST", `/api/v1/channels/${pagerduty.channel.id}/test`);
    for (const answer of [delivery, tested.body, await read(pagerduty.channel)])
      expect(JSON.stringify(answer)).not.toContain(key);
    expect((await read(pagerduty.channel)).format).toEqual({ type: "pagerduty", saved: true });
  });

  test("is kept by `saved`, dropped by another type, and entered again for another destination", async () => {
    receiver.answer = OK;
    await using pagerduty = await channelIn(format);
    const { channel } = pagerduty;
    expect((await patch(channel, { format: { type: "pagerduty", saved: true } })).status).toBe(200);
    await sent(channel, "delivered");
    expect(textOf(pagerduty.arrived()[0])).toContain(key);
    const moved = await patch(channel, { url: `${receiver.url}/elsewhere` });
    expect(moved).toMatchObject({ status: 422, body: { issues: [{ path: "format.routing_key" }] } });

    expect((await patch(channel, { format: { type: "slack" } })).body.format).toEqual({ type: "slack" });
    const back = await patch(channel, { format: { type: "pagerduty", saved: true } });
    expect(back).toMatchObject({ status: 422, body: { issues: [{ path: "format.routing_key" }] } });
    const none = await patch(channel, { format: { type: "pagerduty" } });
    expect(none.body.issues).toEqual([
      { path: "format.routing_key", message: expect.stringMatching(/is required\.$/) },
    ]);
  });
});

test("a receiver's own URL protects its secret by itself", async () => {
  receiver.answer = OK;
  const url = `${receiver.url}/hooks/s3cr3tT0ken`;
  const channel = await api.createChannel({ url, format: { type: "mattermost" } });
  expect(channel).toMatchObject({
    url: `${receiver.url}/hooks/{{SECRET}}`,
    url_secrets: [{ replacement: "SECRET", saved: true }],
  });
  await sent(channel, "delivered");
  expect(receiver.requests.at(-1)?.path).toBe("/hooks/s3cr3tT0ken");
  const shown = await patch(channel, {
    url,
    url_secrets: [{ replacement: "HALF", value: "s3cr3t" }],
  });
  expect(shown).toMatchObject({ status: 422, body: { issues: [{ path: "url" }] } });
  await remove(channel);
});

describe("a template", () => {
  const BROKEN = '{"title": "{{ alert_title }}",\n "load": {{ details.load }}}';
  const MENDED = '{"title": "{{ alert_title }}",\n "load": {{ details.load | json }}}';
  const FAILS_ON_DEMAND = `{"title": "{{ alert_title }}"\n{% if details.fail %}oops{% endif %}}`;
  const template = (text: string) => ({ type: "template", template: text }) as const;

  test("that fails sends nothing: the delivery says where, and is sent once it is mended", async () => {
    receiver.answer = OK;
    await using own = await channelIn(template(FAILS_ON_DEMAND));
    const { channel } = own;
    const alert = { details: { fail: true, load: 0.5 } };
    const failed = await sent(channel, "failed", alert);
    expect(failed).toMatchObject({
      reason: "format_failed",
      attempts_made: 1,
      request: { body: "" },
      attempts: [
        {
          outcome: "format_failed",
          status: null,
          response: null,
          body: "",
          message: expect.stringMatching(/^The template failed at line 2, column \d+: /),
        },
      ],
    });
    expect(own.arrived()).toEqual([]);
    const query = { reason: "format_failed", channel_id: channel.id };
    expect((await api.deliveries(query)).map(({ id }) => id)).toEqual([failed.id]);
    await sent(channel, "failed", alert);
    await sent(channel, "failed", alert);
    expect(await read(channel)).toMatchObject({ health: "refusing" });

    await api.updateChannel(channel.id, { format: template(MENDED) });
    expect(await read(channel)).toMatchObject({ health: "healthy" });
    await api.request("POST", `/api/v1/deliveries/${failed.id}/redeliver`);
    await api.waitForDelivery(failed.event_id, "delivered", { channelId: channel.id });
    expect(JSON.parse(textOf(own.arrived()[0]))).toEqual({ title: "Disk full", load: 0.5 });
  });

  test("that fails on a sample, or on the channel's last event, is not saved", async () => {
    receiver.answer = OK;
    const { status, body } = await api.request<Problem>("POST", "/api/v1/channels", {
      body: { name: "Broken", url: receiver.url, format: template(BROKEN) },
    });
    expect(status).toBe(422);
    expect(body.issues).toEqual([
      {
        path: "format.template",
        message: expect.stringMatching(/^Tried on a sample: The template failed at line 2, column \d+: /),
      },
    ]);
    await using own = await channelIn(template(MENDED));
    await sent(own.channel, "delivered", { details: { fail: true } });
    const changed = await patch(own.channel, { format: template(FAILS_ON_DEMAND) });
    expect(changed.body.issues).toEqual([
      { path: "format.template", message: expect.stringMatching(/^Tried on the channel's last event: /) },
    ]);
    expect(await read(own.channel)).toMatchObject({ version: 1, format: template(MENDED) });
  });

  test("may say whatever it is of: its content type goes with it", async () => {
    receiver.answer = OK;
    await using own = await channelIn({
      type: "template",
      template: "{{ channel_name }}: {{ alert_title }} {{ details.load }} {{ base_url }}",
      content_type: "text/plain",
    });
    await sent(own.channel, "delivered", { details: { load: 7 } });
    expect(own.arrived()[0]?.headers["content-type"]).toMatch(/^text\/plain/);
    expect(textOf(own.arrived()[0])).toBe(`${own.channel.name}: Disk full 7 ${BASE_URL}`);
  });
});
