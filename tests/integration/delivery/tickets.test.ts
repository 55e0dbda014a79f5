import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Api, type Channel, type ChannelTest, connect, type NewChannel } from "../../support/api.ts";
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

beforeEach(() => {
  receiver.answer = () => ({ status: 202, body: "{}" });
});

let named = 0;

/** A channel at a path of its own. */
async function channelIn(format: NewChannel["format"]) {
  const path = `/${++named}/v2/alerts`;
  const channel = await api.createChannel({ url: receiver.url + path, format });
  const arrived = () => receiver.requests.filter((request) => request.path.startsWith(path));
  return { channel, path, arrived, [Symbol.asyncDispose]: () => remove(channel) };
}

async function remove({ id }: Channel): Promise<void> {
  await api.request("DELETE", `/api/v1/channels/${id}`);
}

async function delivered({ id }: Channel, alert: object) {
  const { results } = await api.post(alert);
  return api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
}

describe("Jira Service Management", () => {
  const format = { type: "jira_service_management", api_key: "k3y-of-jsm-0000" } as const;

  test("an alert is created, acknowledged and closed by its alias, in order, as the log shows", async () => {
    await using jsm = await channelIn(format);
    const alert = { alert_id: "disk-1", alert_title: "Disk full" };
    const deliveries = [
      await delivered(jsm.channel, alert),
      await delivered(jsm.channel, { ...alert, status: "Acknowledged" }),
      await delivered(jsm.channel, { ...alert, status: "Resolved" }),
    ];
    const paths = [
      jsm.path,
      `${jsm.path}/disk-1/acknowledge?identifierType=alias`,
      `${jsm.path}/disk-1/close?identifierType=alias`,
    ];
    expect(jsm.arrived().map(({ path }) => path)).toEqual(paths);
    expect(jsm.arrived().map(({ headers }) => headers.authorization)).toEqual(
      paths.map(() => "GenieKey k3y-of-jsm-0000"),
    );
    expect(deliveries.map(({ request }) => request.url)).toEqual(paths.map((path) => receiver.url + path));
    expect(JSON.stringify(deliveries)).not.toContain(format.api_key);
  });

  test("a Test with the preset Resolved goes to the address that closes", async () => {
    await using jsm = await channelIn(format);
    const { body } = await api.request<ChannelTest>("POST", `/api/v1/channels/${jsm.channel.id}/test`, {
      body: { alert: { status: "Resolved" } },
    });
    expect(body.request.url).toMatch(/\/test-[^/]+\/close\?identifierType=alias$/);
    expect(receiver.url + (jsm.arrived()[0]?.path ?? "")).toBe(body.request.url);
  });
});

test("PagerDuty: what the first event opened is what the last resolves, by one key", async () => {
  await using pagerduty = await channelIn({ type: "pagerduty", routing_key: "R0UTINGk3y0000000" });
  const alert = { alert_id: "🔔".repeat(150), alert_title: "Disk full" };
  await delivered(pagerduty.channel, alert);
  await delivered(pagerduty.channel, { ...alert, status: "Resolved" });
  const bodies = pagerduty.arrived().map(({ rawBody }) => JSON.parse(String(rawBody)));
  expect(bodies.map(({ event_action }) => event_action)).toEqual(["trigger", "resolve"]);
  expect(bodies[0].dedup_key).toBe(bodies[1].dedup_key);
});

test("ServiceNow: a 200 with a record that failed is a failure with its words", async () => {
  receiver.answer = () => ({
    status: 200,
    body: '{"records": [{"__status": "failure", "__error": {"message": "Insert aborted"}}]}',
  });
  await using servicenow = await channelIn({ type: "servicenow" });
  const { results } = await api.post({ alert_title: "Disk full" });
  const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "failed", {
    channelId: servicenow.channel.id,
  });
  expect(delivery.attempts[0]).toMatchObject({
    outcome: "receiver_refused",
    message: expect.stringContaining("Insert aborted"),
  });
});

test("CloudEvents: the media type says what it is", async () => {
  await using events = await channelIn({ type: "cloudevents" });
  await delivered(events.channel, { alert_title: "Disk full" });
  expect(events.arrived()[0]?.headers["content-type"]).toBe("application/cloudevents+json; charset=utf-8");
});

test("a template reads the alert's details, and sends plain text as such", async () => {
  await using template = await channelIn({
    type: "template",
    template: "{{ alert_title }}{% for host in details.hosts %}\n- {{ host }}{% endfor %}",
    content_type: "text/plain",
  });
  await delivered(template.channel, { alert_title: 'Disk "full"', details: { hosts: ["db-1", "db-2"] } });
  const [request] = template.arrived();
  expect(String(request?.rawBody)).toBe('Disk "full"\n- db-1\n- db-2');
  expect(request?.headers["content-type"]).toBe("text/plain; charset=utf-8");
});
