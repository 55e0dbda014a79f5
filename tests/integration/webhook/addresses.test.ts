import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type OutboundPolicy,
  type OutboundSettings,
  parseOutboundPolicy,
} from "#lib/domain/delivery/address.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { Resolver } from "#lib/webhook/addresses.ts";
import { createSender, type Sender } from "#lib/webhook/send.ts";
import { type RawServer, startRawServer } from "./raw-server.ts";

const open: { close(): Promise<void> }[] = [];
let server: RawServer;

beforeEach(async () => {
  server = await startRawServer({
    onRequest: (socket) => socket.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
  });
  open.push(server);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  vi.unstubAllEnvs();
});

function policyOf(settings: Partial<OutboundSettings> = {}): OutboundPolicy {
  return parseOutboundPolicy({ outbound: "private", ...settings });
}

function sender(policy: OutboundPolicy, resolver?: Resolver): Sender {
  const made = createSender({ policy, resolver, connectTimeoutMs: 1000, deadlineMs: 2000 });
  open.push(made);
  return made;
}

function post(from: Sender, url: string): Promise<AttemptResult> {
  return from.send({ key: "chn_1", revision: 1 }, { url, headers: {}, body: Buffer.from("{}") });
}

function answering(...ips: string[]): Resolver {
  return async () => ips.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
}

describe("an address in the URL", () => {
  test.each([
    "http://169.254.169.254/latest",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://169.254.169.254./",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://0/",
    "http://[::]/",
    "https://[fd00:ec2::254]/",
    "https://255.255.255.255/",
  ])("%s is refused without a connection", async (url) => {
    const result = await post(sender(policyOf({ allow: "0.0.0.0/0, ::/0" })), url);
    expect(result).toMatchObject({ outcome: "address_refused", status: null, response: null });
    expect(result.message).toMatch(/ is refused \(.+ addresses are never sent to\): change the URL/);
    expect(result.message).not.toContain("latest");
  });

  test("is refused by OUTBOUND=public, and admitted by OUTBOUND_ALLOW", async () => {
    expect(await post(sender(policyOf({ outbound: "public" })), server.url)).toMatchObject({
      outcome: "address_refused",
      message: expect.stringContaining("OUTBOUND=public excludes loopback addresses"),
    });
    expect(server.received).toEqual([]);
    const allowed = policyOf({ outbound: "public", allow: "127.0.0.1" });
    expect(await post(sender(allowed), server.url)).toMatchObject({ outcome: "delivered" });
  });
});

describe("a name", () => {
  test("that leads to a refused address is refused, and the address named", async () => {
    const result = await post(
      sender(policyOf(), answering("169.254.169.254")),
      "http://jira.example.com/secret",
    );
    expect(result).toMatchObject({ outcome: "address_refused" });
    expect(result.message).toMatch(
      /^jira\.example\.com leads to 169\.254\.169\.254, which is refused \(cloud metadata/,
    );
  });

  test("is refused for one refused address among others", async () => {
    const url = `http://jira.example.com:${server.port}/`;
    const result = await post(sender(policyOf(), answering("127.0.0.1", "fe80::1")), url);
    expect(result).toMatchObject({ outcome: "address_refused" });
    expect(server.received).toEqual([]);
  });

  test("that changes between two attempts is judged at each", async () => {
    const answers = ["127.0.0.1", "169.254.169.254"];
    let lookUps = 0;
    const from = sender(policyOf(), (host) => answering(answers[lookUps++] ?? "")(host));
    const url = `http://jira.example.com:${server.port}/`;
    expect(await post(from, url)).toMatchObject({ outcome: "delivered" });
    expect(await post(from, url)).toMatchObject({ outcome: "address_refused" });
    expect(lookUps).toBe(2);
  });

  test("is looked up once for a connection: what was judged is what is connected to", async () => {
    const answers = ["127.0.0.1", "169.254.169.254"];
    let lookUps = 0;
    const from = sender(policyOf(), (host) => answering(answers[lookUps++] ?? "")(host));
    expect(await post(from, `http://jira.example.com:${server.port}/`)).toMatchObject({
      outcome: "delivered",
    });
    expect(lookUps).toBe(1);
  });

  test("is judged once more by the address that the connection has", async () => {
    let judged = 0;
    const policy = policyOf();
    const denied = policyOf({ deny: "127.0.0.0/8" }).deny;
    const shifting: OutboundPolicy = {
      ...policy,
      get deny() {
        judged += 1;
        return judged > 1 ? denied : [];
      },
    };
    const result = await post(
      sender(shifting, answering("127.0.0.1")),
      `http://jira.example.com:${server.port}/`,
    );
    expect(result).toMatchObject({ outcome: "address_refused" });
    expect(server.received.join("")).toBe("");
  });
});

describe("Tocsin's own listener", () => {
  const local = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  const hosts = ["127.0.0.1", "localhost", "127.9.9.9", "[::ffff:127.0.0.1]", "[::1]", "2130706433"];
  const own = local.map((address) => (address.includes(":") ? `[${address}]` : address));

  test.each([...new Set([...hosts, ...own])])("on all addresses is refused at %s", async (host) => {
    for (const address of ["0.0.0.0", "::"]) {
      const policy = policyOf({ ownListeners: [{ address, port: server.port }], allow: "0.0.0.0/0, ::/0" });
      const result = await post(sender(policy), `http://${host}:${server.port}/`);
      expect(result).toMatchObject({ outcome: "address_refused" });
      expect(result.message).toMatch(/this is Tocsin's own address|link-local addresses/);
    }
    expect(server.received).toEqual([]);
  });

  test("leaves other ports alone", async () => {
    const policy = policyOf({ ownListeners: [{ address: "0.0.0.0", port: server.port + 1 }] });
    expect(await post(sender(policy), server.url)).toMatchObject({ outcome: "delivered" });
  });

  test("on its default port is refused by a URL without one", async () => {
    const policy = policyOf({ ownListeners: [{ address: "127.0.0.1", port: 80 }] });
    expect(await post(sender(policy), "http://127.0.0.1/")).toMatchObject({ outcome: "address_refused" });
  });
});

test("proxies of the environment are ignored", async () => {
  const proxy = await startRawServer({});
  open.push(proxy);
  for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"]) {
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
  }
  vi.stubEnv("NODE_USE_ENV_PROXY", "1");
  expect(await post(sender(policyOf()), server.url)).toMatchObject({ outcome: "delivered" });
  expect(proxy.received).toEqual([]);
});
