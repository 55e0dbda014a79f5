import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { Overview as overviewSchema } from "#lib/web/rest/overview.ts";
import { type Api, connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

type Overview = z.output<typeof overviewSchema>;

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const ALERTS = 5;

const folder = temporaryFolder();
let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let ids: { works: string; refuses: string; gone: string };

const start = () =>
  startTocsin({
    dataDir: folder.path,
    env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
  });

beforeAll(async () => {
  receiver = await startReceiver({
    answer: ({ path }) => ({ status: path === "/works" ? 200 : path === "/gone" ? 410 : 401 }),
  });
  tocsin = await start();
  api = connect(tocsin);
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await receiver.stop();
  folder[Symbol.dispose]();
});

const overview = async (window?: string): Promise<Overview> => {
  const query = window === undefined ? "" : `?window=${window}`;
  return (await api.get<Overview>(`/api/v1/overview${query}`)).body;
};

async function page(path = "/"): Promise<string> {
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(ADMIN.email, ADMIN.password);
  return (await visitor.request(path)).text();
}

test("of an empty installation it has no figures, and the page leads to the first steps", async () => {
  expect(await overview()).toMatchObject({
    window: "1h",
    troubled_channels: [],
    own_alerts: [],
    waiting: { count: 0, oldest_at: null },
    open_alerts: { Critical: 0, High: 0, Medium: 0, Low: 0 },
    last_event_at: null,
    deliveries: { delivered: 0, failed: 0, share_delivered: null, p50_ms: null, per_minute: 0 },
    channels: [],
  });
  const html = await page();
  expect(html).toContain("Two steps to the first delivered alert");
  expect(html).not.toContain("Needs you now");
});

test.each(["2h", "", "1h&window=7d"])(
  "a window of %j is refused with those that there are",
  async (window) => {
    const { status, body } = await api.get(`/api/v1/overview?window=${window}`);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toMatch(/window/);
  },
);

describe("once deliveries have ended", () => {
  beforeAll(async () => {
    const make = async (name: string) =>
      (await api.createChannel({ name, url: `${receiver.url}/${name}` })).id;
    ids = { works: await make("works"), refuses: await make("refuses"), gone: await make("gone") };
    for (let number = 1; number <= ALERTS; number++) {
      const priority = number === 1 ? "Critical" : "Low";
      await api.post({ alert_id: `disk-${number}`, alert_title: "Disk full", priority });
      // The first 410 disables its webhook: a delivery already queued then would wait there.
      await until("all to end", async () => (await api.deliveries({ state: "pending" })).length === 0);
    }
  });

  test("what needs somebody comes with why and since when, the gravest first", async () => {
    const { troubled_channels: troubled, last_event_at } = await overview();
    expect(troubled).toMatchObject([
      {
        id: ids.refuses,
        name: "refuses",
        state: "refusing",
        reason: expect.stringContaining("answered 401"),
      },
      { id: ids.gone, name: "gone", state: "disabled", since: null, reason: expect.stringContaining("410") },
    ]);
    expect(Date.parse(troubled[0]?.since ?? "")).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(last_event_at ?? "")).toBeLessThanOrEqual(Date.now());
  });

  test.each(["1h", "24h", "7d"])("in %s it has counted what the receiver got", async (window) => {
    const { deliveries, channels, parts, open_alerts } = await overview(window);
    const got = (path: string) => receiver.requests.filter((request) => request.path === path).length;
    expect(deliveries).toMatchObject({
      delivered: got("/works"),
      failed: got("/refuses") + got("/gone"),
      failed_attempts: got("/refuses") + got("/gone"),
    });
    expect(channels.map(({ name, delivered, failed }) => [name, delivered, failed])).toEqual([
      ["gone", 0, got("/gone")],
      ["refuses", 0, ALERTS],
      ["works", ALERTS, 0],
    ]);
    expect(deliveries.p50_ms).toBeGreaterThan(0);
    expect(deliveries.p95_ms).toBeGreaterThanOrEqual(deliveries.p50_ms ?? Number.NaN);
    expect(parts.reduce((sum, part) => sum + part.delivered, 0)).toBe(ALERTS);
    expect(open_alerts).toEqual({ Critical: 1, High: 0, Medium: 0, Low: ALERTS - 1 });
  });

  test("the page says the same", async () => {
    const html = await page("/?window=24h");
    expect(html).toContain("Needs you now");
    expect(html).toMatch(/answered 401/);
    expect(html).toContain(`Deliveries per minute in the last 24 hours: ${ALERTS} delivered`);
    expect(html).not.toContain("Two steps to the first delivered alert");
  });

  test("a window that there is not is said on the page, and ignored", async () => {
    expect(await page("/?window=2h")).toContain("There is no such time range, so this shows 1 hour");
  });

  test("a kill loses and repeats no count", async () => {
    const before = (await overview("24h")).deliveries;
    await tocsin.kill();
    tocsin = await start();
    api = connect(tocsin);
    expect((await overview("24h")).deliveries).toMatchObject({
      delivered: before.delivered,
      failed: before.failed,
      failed_attempts: before.failed_attempts,
    });
  });
});
