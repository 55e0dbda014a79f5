import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, connect, createApiKey } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { seriesOf } from "../../support/metrics.ts";
import { findPromtool } from "../../support/promtool.ts";
import { type Answer, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
/** What the receiver answers at each path, first to last; the last answer stays. */
const script = new Map<string, Answer[]>();

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([
    startTocsin({ env: { METRICS_ALLOW: "127.0.0.1" } }),
    startReceiver(),
  ]);
  receiver.answer = ({ path }) => {
    const answers = script.get(path) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 200 };
  };
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

async function channelAt(path: string, answers: Answer[], schedule: number[]): Promise<string> {
  script.set(path, answers);
  return (await api.createChannel({ url: receiver.url + path, retry_schedule: schedule })).id;
}

async function series(): Promise<Map<string, number>> {
  return seriesOf(await (await fetch(`${tocsin.url}/metrics`)).text());
}

const received = (path: string): number => receiver.requests.filter((one) => one.path === path).length;

/** Waits until nothing is sent any more: each channel's queue has the depth given. */
const settled = (depths: Record<string, number>): Promise<Map<string, number>> =>
  until("the queues", async () => {
    const now = await series();
    const asWanted = ([id, depth]: [string, number]) =>
      now.get(`tocsin_queue_depth{channel_id="${id}"}`) === depth;
    return Object.entries(depths).every(asWanted) ? now : undefined;
  });

describe("what was sent is what the receiver counted", () => {
  let [good, flaky, refused, waits] = ["", "", "", ""];
  let now: Map<string, number>;

  beforeAll(async () => {
    good = await channelAt("/good", [{ status: 204 }], []);
    flaky = await channelAt("/flaky", [{ status: 500 }, { status: 200 }], [1, 1]);
    refused = await channelAt("/refused", [{ status: 400 }], [1]);
    waits = await channelAt("/waits", [{ status: 503 }], [3_600]);
    const once = { alert_title: "Once", idempotency_key: "once" };
    for (const alert of [{ alert_title: "A" }, { alert_title: "B" }, once, once]) await api.post(alert);
    await api.post([{ alert_title: "C" }, { alert_title: "D" }]);
    for (const body of [{ alert_title: 1 }, {}]) await api.request("POST", "/api/v1/alerts", { body });
    await apiOf(tocsin.url, "unknown").request("POST", "/api/v1/alerts", { body: {} });
    await settled({ [good]: 0, [flaky]: 0, [refused]: 0 });
    await receiver.waitFor(() => received("/waits") === 5);
    now = await settled({ [waits]: 5 });
  });

  const ended = (id: string, state: string) =>
    now.get(`tocsin_deliveries_total{channel_id="${id}",state="${state}"}`);
  const attempts = (id: string, outcome: string) =>
    now.get(`tocsin_attempts_total{channel_id="${id}",outcome="${outcome}"}`);

  test("posts by status, and alerts without duplicates", () => {
    expect(now.get("tocsin_alerts_accepted_total")).toBe(5);
    const answers = [202, 422, 401].map((status) =>
      now.get(`tocsin_ingest_requests_total{status="${status}"}`),
    );
    expect(answers).toEqual([5, 2, 1]);
  });

  test("deliveries by state", () => {
    expect(["delivered", "failed", "cancelled"].map((state) => ended(good, state))).toEqual([5, 0, 0]);
    expect(["delivered", "failed", "cancelled"].map((state) => ended(flaky, state))).toEqual([5, 0, 0]);
    expect(["delivered", "failed", "cancelled"].map((state) => ended(refused, state))).toEqual([0, 5, 0]);
    expect(["delivered", "failed", "cancelled"].map((state) => ended(waits, state))).toEqual([0, 0, 0]);
  });

  test("attempts by outcome", () => {
    expect(attempts(good, "delivered")).toBe(received("/good"));
    expect(attempts(flaky, "http_status")).toBe(1);
    expect(attempts(flaky, "delivered")).toBe(received("/flaky") - 1);
    expect(attempts(refused, "http_status")).toBe(received("/refused"));
    expect(attempts(refused, "delivered")).toBe(0);
    expect(attempts(waits, "http_status")).toBe(received("/waits"));
  });

  test("durations: one per attempt, and one latency per delivery that arrived", () => {
    expect(now.get("tocsin_attempt_duration_seconds_count")).toBe(receiver.requests.length);
    expect(now.get('tocsin_attempt_duration_seconds_bucket{le="15"}')).toBe(receiver.requests.length);
    expect(now.get("tocsin_delivery_latency_seconds_count")).toBe(10);
    // The second attempt came a second after the first, less the jitter.
    expect(now.get('tocsin_delivery_latency_seconds_bucket{le="0.5"}')).toBe(9);
  });

  test("what waits, since when, and the channels' states", () => {
    expect(now.get("tocsin_queue_oldest_seconds")).toBeGreaterThan(0);
    const state = (id: string, name: string) =>
      now.get(`tocsin_channel_state{channel_id="${id}",state="${name}"}`);
    expect(state(good, "healthy")).toBe(1);
    expect(state(refused, "refusing")).toBe(1);
    expect(state(waits, "failing")).toBe(1);
    expect(state(waits, "healthy")).toBe(0);
  });

  test("the writer and both threads", () => {
    expect(now.get("tocsin_commit_seconds_count")).toBe(now.get("tocsin_commit_batch_size_count"));
    expect(now.get("tocsin_commit_batch_size_sum")).toBeGreaterThan(receiver.requests.length);
    for (const thread of ["engine", "http"]) {
      expect(now.get(`tocsin_event_loop_delay_seconds_count{thread="${thread}"}`)).toBeGreaterThan(0);
      expect(now.get(`nodejs_heap_size_used_bytes{thread="${thread}"}`)).toBeGreaterThan(1e6);
    }
    expect(now.get("process_resident_memory_bytes")).toBeGreaterThan(5e7);
    expect([...now.keys()].filter((name) => name.startsWith("tocsin_build_info{version="))).toHaveLength(1);
  });

  test("a redelivery is an attempt and an end of its own, without a latency", async () => {
    const [delivery] = await api.deliveries({ channel_id: good });
    await api.request("POST", `/api/v1/deliveries/${delivery?.id}/redeliver`);
    now = await until("the redelivery", async () => {
      now = await series();
      return ended(good, "delivered") === 6 ? now : undefined;
    });
    expect(attempts(good, "delivered")).toBe(received("/good"));
    expect(now.get("tocsin_delivery_latency_seconds_count")).toBe(10);
  });

  test("what is discarded is cancelled, and a deleted channel leaves the metrics", async () => {
    await api.updateChannel(waits, { enabled: false });
    await api.updateChannel(waits, { enabled: true, waiting: "discard" });
    now = await settled({ [waits]: 0 });
    expect(ended(waits, "cancelled")).toBe(5);
    await api.request("DELETE", `/api/v1/channels/${waits}`);
    const left = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(left).not.toContain(waits);
    expect(left).toContain(good);
  });
});

describe("who may read them", () => {
  const ask = (headers: Record<string, string>, from = "127.0.0.1", method = "GET") =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const options = { method, headers, localAddress: from };
      request(`${tocsin.url}/metrics`, options, async (response) => {
        resolve({ status: response.statusCode, body: await text(response) });
      })
        .once("error", reject)
        .end();
    });
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  test("an address in METRICS_ALLOW, and no other", async () => {
    expect((await ask({})).status).toBe(200);
    const refused = await ask({}, "127.0.0.2");
    expect(refused).toMatchObject({ status: 401, body: expect.stringContaining("METRICS_ALLOW") });
  });

  test.each(["x-forwarded-for", "forwarded", "via"])(
    "not through a proxy that nobody trusts: %s",
    async (header) => {
      expect((await ask({ [header]: "127.0.0.1" })).status).toBe(401);
    },
  );

  test("a key with the scope read, from anywhere", async () => {
    const [reads, posts] = [createApiKey(tocsin.dataDir, ["read"]), createApiKey(tocsin.dataDir, ["ingest"])];
    expect((await ask({ ...bearer(reads), via: "1.1 proxy" }, "127.0.0.2")).status).toBe(200);
    expect((await ask(bearer(posts))).status).toBe(403);
    expect((await ask(bearer("unknown"))).status).toBe(401);
  });

  test("by GET and HEAD", async () => {
    expect(await ask({}, undefined, "HEAD")).toEqual({ status: 200, body: "" });
    expect((await ask({}, undefined, "POST")).status).toBe(405);
    expect((await ask({}, undefined, "OPTIONS")).status).toBe(204);
  });
});

describe("promtool", () => {
  let promtool: string | null;

  beforeAll(async () => {
    promtool = await findPromtool();
  }, 150_000);

  test("finds nothing to say about the metrics", async ({ skip }) => {
    if (promtool === null) return skip(NO_PROMTOOL);
    const input = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(execFileSync(promtool, ["check", "metrics"], { input, encoding: "utf8" })).toBe("");
  });

  test("reads every query of the dashboard", ({ skip }) => {
    if (promtool === null) return skip(NO_PROMTOOL);
    using folder = temporaryFolder();
    const file = join(folder.path, "rules.json");
    const rules = dashboardQueries().map((expr, index) => ({ record: `query:${index}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboard", rules }] }));
    const said = execFileSync(promtool, ["check", "rules", file], { encoding: "utf8" });
    expect(said).toContain(`${rules.length} rules found`);
  });
});

test("the dashboard asks only for metrics that there are", async () => {
  const text = await (await fetch(`${tocsin.url}/metrics`)).text();
  const known = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const asked = dashboardQueries()
    .flatMap((query) => query.match(/\b(?:tocsin|process|nodejs)_\w+/g) ?? [])
    .map((name) => name.replace(/_(?:bucket|sum|count)$/, ""));
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => !known.includes(name))).toEqual([]);
});

const NO_PROMTOOL = "There is no promtool, and Debian's package can't be had.";

/** The queries of docs/grafana-dashboard.json, with what Grafana would fill in. */
function dashboardQueries(): string[] {
  const dashboard = readFileSync("docs/grafana-dashboard.json", "utf8");
  const { panels }: { panels: { targets?: { expr: string }[] }[] } = JSON.parse(dashboard);
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  return queries.map((query) => query.replaceAll("$__rate_interval", "5m"));
}
