import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Accepted, type Api, type Channel, connect, type DeliveryDetail } from "../../support/api.ts";
import { type ReceivedRequest, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const KEYS =
  "alert_id alert_title category description di_event event_description initiated_by occurred_at previous_alert_status priority rule_id source_id source_name source_type source_url status update_at";

const ALERT = {
  alert_id: "disk-1",
  alert_title: 'Disk "full" 🔔',
  description: "line\nline",
  occurred_at: "2026-11-24T06:22:48+05:30",
  source_name: "Zabbix",
  details: { region: "eu-1" },
};

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel & { signing_secret: string };
let accepted: Accepted;
let requests: ReceivedRequest[];
let delivery: DeliveryDetail;

beforeAll(async () => {
  const answer = (_: ReceivedRequest, index: number) =>
    index === 0
      ? { status: 500, body: "not now" }
      : { status: 200, headers: { "x-seen": "yes" }, body: "thanks" };
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver({ answer })]);
  api = connect(tocsin);
  // Two seconds less any jitter: the attempts never bear the same second, and so never the same signature.
  channel = await api.createChannel({ url: `${receiver.url}/hook?a=1`, retry_schedule: [2] });
  accepted = await api.post(ALERT);
  requests = await receiver.waitFor(2);
  delivery = await api.waitForDelivery(accepted.results[0]?.event_id ?? "", "delivered");
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const bodyOf = (request?: ReceivedRequest): string => String(request?.rawBody);

describe("what the receiver gets", () => {
  test("a POST of the seventeen keys, in order", () => {
    expect(requests.map(({ method, path }) => [method, path])).toEqual(Array(2).fill(["POST", "/hook?a=1"]));
    expect(Object.keys(JSON.parse(bodyOf(requests[0]))).join(" ")).toBe(KEYS);
  });

  test("what the source said, the defaults, null where nothing is known, and no details", () => {
    expect(JSON.parse(bodyOf(requests[0]))).toEqual({
      alert_id: "disk-1",
      alert_title: 'Disk "full" 🔔',
      category: null,
      description: "line\nline",
      di_event: null,
      event_description: null,
      initiated_by: null,
      occurred_at: "2026-11-24T00:52:48.000Z",
      previous_alert_status: null,
      priority: "Medium",
      rule_id: expect.stringMatching(/^rul_/),
      source_id: null,
      source_name: "Zabbix",
      source_type: null,
      source_url: null,
      status: "Open",
      update_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  test("the Standard Webhooks headers, which the reference library verifies", () => {
    const webhook = new Webhook(channel.signing_secret);
    for (const request of requests)
      expect(webhook.verify(bodyOf(request), request.headers as Record<string, string>)).toMatchObject({
        alert_id: "disk-1",
      });
  });

  test("a signature that a changed body does not fit", () => {
    const [request] = requests;
    const webhook = new Webhook(channel.signing_secret);
    expect(() => webhook.verify(`${bodyOf(request)} `, request?.headers as Record<string, string>)).toThrow();
  });

  test("the same id and bytes at each attempt, the time and the signature of the attempt", () => {
    const [first, second] = requests;
    expect(first?.headers["webhook-id"]).toBe(accepted.results[0]?.event_id);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.rawBody.equals(first?.rawBody ?? Buffer.of())).toBe(true);
    for (const request of requests) {
      const late = request.at / 1_000 - Number(request.headers["webhook-timestamp"]);
      expect(Math.abs(late)).toBeLessThan(5);
      expect(request.headers["webhook-timestamp"]).toMatch(/^\d{10}$/);
    }
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
  });

  test("and what goes with a JSON body", () => {
    expect(requests[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(requests[0]?.rawBody.length),
      "user-agent": "Tocsin/1.0",
      "accept-encoding": "identity",
      host: `127.0.0.1:${receiver.port}`,
    });
  });
});

describe("what is kept of it", () => {
  test("the exact body, and the headers of the newest attempt", () => {
    const [, last] = requests;
    expect(delivery.request).toMatchObject({
      method: "POST",
      url: `${receiver.url}/hook?a=1`,
      body: bodyOf(last),
    });
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature", "content-type"])
      expect(delivery.request.headers[name]).toBe(last?.headers[name]);
  });

  test("each attempt with its timing and its answer", () => {
    const took = expect.any(Number);
    const timed = { dns_ms: null, tls_ms: null, first_byte_ms: took, body_ms: took };
    expect(delivery.attempts).toEqual([
      {
        number: 1,
        started_at: expect.stringMatching(/Z$/),
        duration_ms: expect.any(Number),
        timing: { ...timed, reused_connection: false, connect_ms: took },
        outcome: "http_status",
        status: 500,
        response: { headers: expect.any(Object), body: "not now", truncated: false },
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 500: .+\.$/),
        certificate: null,
        body: delivery.request.body,
      },
      {
        number: 2,
        started_at: expect.stringMatching(/Z$/),
        duration_ms: expect.any(Number),
        timing: expect.objectContaining(timed),
        outcome: "delivered",
        status: 200,
        response: { headers: expect.objectContaining({ "x-seen": "yes" }), body: "thanks", truncated: false },
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 200\.$/),
        certificate: null,
        body: delivery.request.body,
      },
    ]);
  });

  test("how it ended", () => {
    expect(delivery).toMatchObject({
      id: expect.stringMatching(/^dlv_[0-9a-z]+_[0-9a-z]{13}$/),
      event_id: accepted.results[0]?.event_id,
      alert_id: "disk-1",
      channel_id: channel.id,
      channel_name: channel.name,
      state: "delivered",
      reason: null,
      test: false,
      attempts_made: 2,
      next_attempt_at: null,
    });
    expect(Date.parse(delivery.finished_at ?? "")).toBeGreaterThanOrEqual(Date.parse(delivery.created_at));
  });
});
