import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type DeliveryDetail } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { forgetPeak, memoryOf } from "../../support/memory.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { type RawServer, startRawServer } from "../webhook/raw-server.ts";
import { type Hell, hells } from "./hells.ts";

/*
 * One server, a channel for each hell and one that is well, all at the same time: every alert goes to all of them.
 */

const WARM_UP = 300;
const POST_EVERY_MS = 250;
const DEADLINE_MS = 15_000;
/** What a busy machine may add to a deadline. */
const SLACK_MS = 2_000;
const GROWTH_MIB = 50;

let tocsin: Tocsin;
let api: Api;
let healthy: Receiver;
let elsewhere: Receiver;
const servers: RawServer[] = [];
const first = new Map<string, DeliveryDetail>();
const waits: number[] = [];
let growthMib = 0;

beforeAll(async () => {
  [tocsin, healthy, elsewhere] = await Promise.all([startTocsin(), startReceiver(), startReceiver()]);
  api = connect(tocsin);
  await api.createChannel({ name: "healthy", url: healthy.url });
  await warmUp();
  for (const hell of all()) await open(hell);

  forgetPeak(tocsin.pid);
  const before = memoryOf(tocsin.pid).now;
  await api.post({ alert_id: "first", alert_title: "First" });
  await Promise.race([postOnAndOn(), firstAttempts(servers.length + 1)]);
  growthMib = memoryOf(tocsin.pid).peak - before;
  for (const { id } of await api.deliveries({ alert_id: "first" })) {
    const detail = await api.delivery(id);
    first.set(detail.channel_name, detail);
  }
}, 120_000);

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await Promise.all([healthy.stop(), elsewhere.stop(), ...servers.map((server) => server.close())]);
});

// The same port under another name: another host, where the redirect would be seen.
const all = (): Hell[] => hells(`http://localhost:${elsewhere?.port ?? 0}/elsewhere`);

async function open({ name, secure, behaviour }: Hell): Promise<void> {
  const server = await startRawServer(behaviour);
  servers.push(server);
  const url = secure ? server.url.replace("http:", "https:") : server.url;
  await api.createChannel({ name, url, retry_schedule: [600] });
}

/** Large answers of a receiver that means well: the memory that those take is not hell's. */
async function warmUp(): Promise<void> {
  healthy.answer = () => ({ status: 200, body: "y".repeat(64 * 1024) });
  for (let count = 0; count < WARM_UP; count += 50)
    await api.post(Array.from({ length: 50 }, (_, index) => ({ alert_title: `Warm-up ${count + index}` })));
  await healthy.waitFor(WARM_UP);
  healthy.answer = () => ({ status: 200 });
}

/** Waits until the first alert was tried at so many channels; looks past the server, to leave its memory alone. */
const firstAttempts = (channels: number): Promise<boolean> =>
  until(
    "the first attempt at every hell to end",
    async () => triedChannels() === channels,
    DEADLINE_MS + 15_000,
  );

const triedChannels = (): unknown =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT count(*) FROM deliveries WHERE alert_id = 'first' AND attempts_made > 0")
      .pluck()
      .get(),
  );

/** Alerts that go to the hells too, and how long each took to arrive where all is well. */
async function postOnAndOn(): Promise<never> {
  for (let count = 0; ; count++) {
    const posted = Date.now();
    const { results } = await api.post({ alert_title: `Beside hell ${count}` });
    const id = results[0]?.event_id;
    const arrived = await healthy.waitFor((all) => all.some(({ headers }) => headers["webhook-id"] === id));
    waits.push((arrived.find(({ headers }) => headers["webhook-id"] === id)?.at ?? Number.NaN) - posted);
    await new Promise((resolve) => setTimeout(resolve, POST_EVERY_MS));
  }
}

describe("a receiver from hell", () => {
  test.each(all())("$name ends in time, as $outcome", ({ name, outcome, status }) => {
    const [attempt] = first.get(name)?.attempts ?? [];
    expect(attempt).toMatchObject({ outcome, status });
    expect(attempt?.duration_ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
    expect(Buffer.byteLength(attempt?.response?.body ?? "", "utf8")).toBeLessThanOrEqual(3 * 64 * 1024);
  });

  test("a gzip bomb is kept as it came", () => {
    const [attempt] = first.get("a gzip bomb")?.attempts ?? [];
    expect(attempt?.response?.body.codePointAt(0)).toBe(0x1f);
  });

  test("the redirect is not followed", () => {
    expect(elsewhere.requests).toHaveLength(0);
  });

  // A hiccup of a busy machine is one of many; whoever waits for a hell waits up to its deadline.
  test("the healthy channel beside them does not wait for a second", () => {
    const slow = waits.filter((wait) => !(wait < 1_000));
    expect(waits.length).toBeGreaterThan(10);
    expect(slow.length).toBeLessThanOrEqual(waits.length / 20);
    expect(Math.max(...waits)).toBeLessThan(3_000);
  });

  test(`memory grows by ${GROWTH_MIB} MiB at most`, () => {
    expect(growthMib).toBeLessThanOrEqual(GROWTH_MIB);
  });
});
