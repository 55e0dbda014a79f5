import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, type Channel, type ChannelTest, connect, type Problem } from "../../support/api.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { startWireReceiver, type WireReceiver } from "../../support/wire-receiver.ts";

let folder: Folder;
let tocsin: Tocsin;
let api: Api;
let receiver: WireReceiver;
let channel: Channel;

const start = (env: Record<string, string>) => startTocsin({ dataDir: folder.path, env });

beforeAll(async () => {
  folder = temporaryFolder();
  receiver = await startWireReceiver();
  tocsin = await start({
    OUTBOUND: "public",
    OUTBOUND_ALLOW: "127.0.0.1, 10.9.0.0/16",
    OUTBOUND_DENY: "10.9.9.0/24",
  });
  api = connect(tocsin);
  channel = await api.createChannel({ url: home(), enabled: false });
});

afterAll(async () => {
  await Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]);
  folder[Symbol.dispose]();
});

const home = () => `http://127.0.0.1:${receiver.port}/hook`;
const path = "/api/v1/channels";
const save = (url: string) =>
  api.request<Problem>("POST", path, { body: { name: `To ${url}`, url, enabled: false } });
const change = (url: string) => api.request<Problem>("PATCH", `${path}/${channel.id}`, { body: { url } });
const testWith = (url: string) =>
  api.request<ChannelTest>("POST", `${path}/${channel.id}/test`, { body: { channel: { url } } });

/** Refused as it is saved, changed and tested, at the URL and in a sentence that says why. */
async function expectRefused(url: string, reason: RegExp): Promise<void> {
  const connections = receiver.connections;
  for (const answer of [await save(url), await change(url)]) {
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: "url", message: expect.stringMatching(reason) }]);
  }
  const tested = await testWith(url);
  expect(tested.status).toBe(200);
  expect(tested.body.failure).toEqual({ code: "address_refused", message: expect.stringMatching(reason) });
  expect(receiver.connections).toBe(connections);
  expect((await api.get<Channel>(`${path}/${channel.id}`)).body.url).toBe(channel.url);
}

const NEVER =
  /is refused \(.+ addresses are never sent to\): change the URL, or ask the operator of Tocsin\.$/;

describe("an address that is always refused, in every spelling", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://169.254.169.254./",
    "http://[::ffff:169.254.169.254]/",
    "http://[::a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://0/",
    "http://0.0.0.0:8080/",
    "http://[::]/",
    "http://224.0.0.1/",
    "http://[ff02::1]/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
  ])("%s", (url) => expectRefused(url, NEVER));
});

describe("OUTBOUND=public", () => {
  test.each([
    ["http://127.0.0.2/", /OUTBOUND=public excludes loopback addresses/],
    ["http://[::1]/", /OUTBOUND=public excludes loopback addresses/],
    ["http://10.1.2.3/", /OUTBOUND=public excludes private addresses/],
    ["http://192.168.1.1/", /OUTBOUND=public excludes private addresses/],
    ["http://100.64.0.1/", /OUTBOUND=public excludes carrier-grade NAT addresses/],
    ["http://[fd12::1]/", /OUTBOUND=public excludes unique local addresses/],
    ["http://[::ffff:10.1.2.3]/", /OUTBOUND=public excludes private addresses/],
  ])("refuses %s", (url, reason) => expectRefused(url, reason));

  test("sends to what OUTBOUND_ALLOW lists", async () => {
    expect((await testWith(`${home()}/other`)).body.failure).toBeNull();
    expect(receiver.requests.at(-1)?.path).toBe("/hook/other");
  });

  test("and OUTBOUND_DENY comes before OUTBOUND_ALLOW", () =>
    expectRefused("http://10.9.9.1/", /OUTBOUND_DENY lists it/));
});

describe("Tocsin's own listener", () => {
  const port = () => new URL(tocsin.url).port;

  test.each(["127.0.0.1", "127.1", "2130706433", "[::ffff:127.0.0.1]"])("as %s is refused", async (host) => {
    await expectRefused(`http://${host}:${port()}/api/v1/alerts`, /this is Tocsin's own address/);
  });
});

describe("with other settings at the next start", () => {
  let seen: number;

  beforeAll(async () => {
    await api.updateChannel(channel.id, { enabled: true });
    seen = receiver.connections;
    await tocsin.stop();
    tocsin = await start({ HOST: "0.0.0.0", OUTBOUND_DENY: "127.0.0.0/8, ::1" });
    api = apiOf(tocsin.url.replace("localhost", "127.0.0.1"), api.key);
  });

  test("a saved channel's delivery is refused at its attempt, for good", async () => {
    const { results } = await api.post({ alert_title: "A" });
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
    expect(delivery).toMatchObject({ reason: "address_refused", attempts_made: 1, next_attempt_at: null });
    expect(delivery.attempts).toMatchObject([
      { outcome: "address_refused", status: null, message: expect.stringMatching(/OUTBOUND_DENY lists it/) },
    ]);
    expect(receiver.connections).toBe(seen);
  });

  test("its Test too, and it can still be renamed and disabled", async () => {
    const tested = await api.request<ChannelTest>("POST", `${path}/${channel.id}/test`);
    expect(tested.body.failure).toMatchObject({ code: "address_refused" });
    expect(await api.updateChannel(channel.id, { name: "Elsewhere", enabled: false })).toMatchObject({
      enabled: false,
    });
    expect(receiver.connections).toBe(seen);
  });

  test("a name that leads there is refused, and the address named", async () => {
    const url = `http://localhost:${receiver.port}/`;
    const leads =
      /^localhost(:\d+)? leads to (127\.0\.0\.1|::1), which is refused \(OUTBOUND_DENY lists it\)/;
    for (const answer of [await save(url), await change(url)]) {
      expect(answer.status).toBe(422);
      expect(answer.body.issues).toEqual([{ path: "url", message: expect.stringMatching(leads) }]);
    }
    expect((await testWith(url)).body.failure).toMatchObject({ code: "address_refused" });
    expect(receiver.connections).toBe(seen);
  });

  test("a listener on all addresses is refused at each of this machine's", async () => {
    const { port } = new URL(tocsin.url);
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = own
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => address);
    for (const address of outside)
      expect((await testWith(`http://${address}:${port}/`)).body.failure).toMatchObject({
        code: "address_refused",
        message: expect.stringMatching(/this is Tocsin's own address/),
      });
  });
});
