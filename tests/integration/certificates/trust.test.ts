import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect as connectTo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type Api,
  apiOf,
  type Channel,
  type ChannelTest,
  connect,
  type DeliveryDetail,
  type Problem,
} from "../../support/api.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { freePort } from "../../support/free-port.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { startWireReceiver, statusLine, type WireReceiver } from "../../support/wire-receiver.ts";
import { type Certified, certify } from "../webhook/certificates.ts";

let folder: Folder;
let tocsin: Tocsin;
let api: Api;
/** A CA that the operator adds for all with NODE_EXTRA_CA_CERTS. */
let known: Certified;
let privateRoot: Certified;
const open: WireReceiver[] = [];

const start = () =>
  startTocsin({ dataDir: folder.path, env: { NODE_EXTRA_CA_CERTS: join(folder.path, "extra-ca.pem") } });

beforeAll(async () => {
  folder = temporaryFolder();
  known = await certify({ name: "Known Root", ca: true });
  privateRoot = await certify({ name: "Private Root", ca: true });
  writeFileSync(join(folder.path, "extra-ca.pem"), known.cert);
  tocsin = await start();
  api = connect(tocsin);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.stop()));
  for (const { id } of (await api.get<{ data: Channel[] }>("/api/v1/channels")).body.data)
    await api.request("DELETE", path(id));
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const path = (id: string) => `/api/v1/channels/${id}`;

/** For the name by which the receivers here are reached. */
const forLocalhost = (choices: Parameters<typeof certify>[0] = {}) =>
  certify({ hosts: ["localhost"], ...choices });

async function show(...chain: Certified[]): Promise<WireReceiver> {
  const receiver = await startWireReceiver({ chain });
  open.push(receiver);
  return receiver;
}

const urlOf = ({ port }: { port: number }, host = "localhost") => `https://${host}:${port}/hook`;
const create = (receiver: { port: number }, fields: Partial<Channel> = {}) =>
  api.createChannel({ url: urlOf(receiver), retry_schedule: [600], ...fields });
const certificateOf = async (id: string) => (await api.get<Channel>(path(id))).body.certificate;
const runTest = async (id: string, body = {}) =>
  (await api.request<ChannelTest>("POST", `${path(id)}/test`, { body })).body;

/** Posts an alert and waits for the end of its first attempt to the channel. */
async function send(id: string): Promise<DeliveryDetail["attempts"][number] & { state: string }> {
  const { results } = await api.post({ alert_title: "A" });
  const tried = await until("the first attempt", async () => {
    const found = (await api.deliveries({ channel_id: id })).find(
      (one) => one.event_id === results[0]?.event_id,
    );
    return found !== undefined && found.attempts_made > 0 && api.delivery(found.id);
  });
  const [attempt] = tried.attempts;
  if (attempt === undefined) throw new Error("No attempt was made.");
  return { ...attempt, state: tried.state };
}

async function expectDelivered(id: string): Promise<void> {
  expect(await send(id)).toMatchObject({ outcome: "delivered", state: "delivered" });
}

/** The attempt fails by the certificate, with not a byte of the request at the receiver; it will be tried again. */
async function expectRefused(
  id: string,
  receiver: WireReceiver,
  outcome: "certificate_refused" | "certificate_changed",
  message: RegExp,
): Promise<string> {
  const before = receiver.bytes;
  const attempt = await send(id);
  expect(attempt).toMatchObject({ outcome, status: null, response: null, state: "pending" });
  expect(attempt.message).toMatch(message);
  expect(attempt.message).not.toContain("/hook");
  expect(receiver.bytes).toBe(before);
  return attempt.message;
}

/** Has the next connection shake hands anew, with this chain. */
function change(receiver: WireReceiver, ...chain: Certified[]): void {
  receiver.show(chain);
  receiver.hangUp();
}

describe("each attempt keeps what the receiver showed", () => {
  test("accepted, also on the kept connection of the attempt before, and refused", async () => {
    const [first, second] = [await forLocalhost({ name: "first" }), await forLocalhost({ name: "second" })];
    const receiver = await show(first);
    const { id } = await create(receiver);
    const shown = async () => {
      const { certificate, timing } = await send(id);
      return {
        sha256: certificate?.sha256,
        subject: certificate?.subject,
        reused: timing?.reused_connection,
      };
    };
    expect(await shown()).toEqual({ sha256: first.sha256, subject: "CN=first", reused: false });
    expect(await shown()).toEqual({ sha256: first.sha256, subject: "CN=first", reused: true });
    change(receiver, second);
    expect(await shown()).toEqual({ sha256: second.sha256, subject: "CN=second", reused: false });
  });

  test("by its dates and issuer; http has none", async () => {
    const leaf = await forLocalhost({ by: known });
    const receiver = await show(leaf);
    const { id } = await create(receiver);
    const { certificate } = await send(id);
    expect(certificate).toMatchObject({ sha256: leaf.sha256, issuer: "CN=Known Root" });
    const { valid_from = "", valid_to = "" } = certificate ?? {};
    expect((Date.parse(valid_to) - Date.parse(valid_from)) / 86_400_000).toBe(31);
    await using plain = await startReceiver();
    const overHttp = await api.createChannel({ url: `${plain.url}/hook` });
    expect((await send(overHttp.id)).certificate).toBeNull();
  });
});

describe("a self-signed certificate, Verify on", () => {
  test("is pinned as the channel is saved, by a handshake without a request", async () => {
    const leaf = await certify({ hosts: ["elsewhere.example.com"] });
    const receiver = await show(leaf);
    const channel = await create(receiver);
    expect(channel.certificate).toEqual({ pinned: leaf.sha256, offered: null });
    expect([receiver.connections, receiver.bytes]).toEqual([1, 0]);
    await expectDelivered(channel.id);
  });

  test("changed: fails with both fingerprints, is offered, and is trusted only by its own", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const { id } = await create(receiver);
    await expectDelivered(id);
    change(receiver, second);
    const message = await expectRefused(id, receiver, "certificate_changed", /Trust the new certificate/);
    for (const { sha256 } of [first, second]) expect(message).toContain(sha256);
    expect(await certificateOf(id)).toEqual({ pinned: first.sha256, offered: second.sha256 });

    const trust = (sha256: string) =>
      api.request<Channel & Problem>("POST", `${path(id)}/trust-certificate`, { body: { sha256 } });
    for (const wrong of [first.sha256, "AA:BB", ""]) {
      const answer = await trust(wrong);
      expect([answer.status, answer.body.title]).toEqual([409, "Conflict"]);
    }
    const misspelt = { body: { sha265: first.sha256 } };
    expect((await api.request("POST", `${path(id)}/trust-certificate`, misspelt)).status).toBe(422);
    expect(await certificateOf(id)).toEqual({ pinned: first.sha256, offered: second.sha256 });
    const answer = await trust(second.sha256);
    expect(answer.status).toBe(200);
    expect(answer.body.certificate).toEqual({ pinned: second.sha256, offered: null });
    await expectDelivered(id);
    expect((await trust(second.sha256)).status).toBe(409);

    // And the one trusted before is now another one.
    change(receiver, first);
    await expectRefused(id, receiver, "certificate_changed", new RegExp(first.sha256));
  });

  test("that comes back needs no trust", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const { id } = await create(receiver);
    change(receiver, second);
    await expectRefused(id, receiver, "certificate_changed", /expected SHA-256/);
    change(receiver, first);
    await expectDelivered(id);
  });

  test("expired or not yet valid is refused, though it was never seen before, and nothing is pinned or offered", async () => {
    for (const [choices, fault] of [
      [{ from: -9, to: -1 }, /has expired/],
      [{ from: 2 }, /is not valid yet/],
    ] as const) {
      const receiver = await show(await forLocalhost(choices));
      const { id, certificate } = await create(receiver);
      expect(certificate).toEqual({ pinned: null, offered: null });
      const message = await expectRefused(id, receiver, "certificate_refused", fault);
      expect(message).toMatch(/subject CN=.*, issuer CN=.*, valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
      expect(await certificateOf(id)).toEqual({ pinned: null, offered: null });
      expect((await api.request("POST", `${path(id)}/trust-certificate`)).status).toBe(409);
      expect(receiver.bytes).toBe(0);
    }
  });

  test("where the server is down at save the first delivery pins, and no second one does", async () => {
    const port = await freePort();
    const channel = await create({ port });
    expect(channel.certificate).toEqual({ pinned: null, offered: null });
    const [first, second] = [await certify(), await certify()];
    const receiver = await startWireReceiver({ chain: [first], port });
    open.push(receiver);
    await expectDelivered(channel.id);
    expect(await certificateOf(channel.id)).toEqual({ pinned: first.sha256, offered: null });
    change(receiver, second);
    await expectRefused(channel.id, receiver, "certificate_changed", new RegExp(first.sha256));
  });

  test("a disabled channel is looked at too", async () => {
    const leaf = await certify();
    expect((await create(await show(leaf), { enabled: false })).certificate.pinned).toBe(leaf.sha256);
  });
});

describe("Verify off", () => {
  test("refuses a self-signed certificate and a private root, and offers nothing", async () => {
    const selfSigned = await show(await forLocalhost());
    const below = await show(await forLocalhost({ by: privateRoot }), privateRoot);
    for (const [receiver, fault] of [
      [selfSigned, /is self-signed/],
      [below, /unknown self-signed root/],
    ] as const) {
      const { id, certificate } = await create(receiver, { verify_ssl: false });
      expect(certificate).toEqual({ pinned: null, offered: null });
      await expectRefused(id, receiver, "certificate_refused", fault);
      expect(await certificateOf(id)).toEqual({ pinned: null, offered: null });
    }
  });

  test("takes one that a known CA vouches for, by name", async () => {
    const { id, certificate } = await create(await show(await forLocalhost({ by: known })), {
      verify_ssl: false,
    });
    expect(certificate).toEqual({ pinned: null, offered: null });
    await expectDelivered(id);
    const wrong = await show(await forLocalhost({ by: known, hosts: ["other.example.com"] }));
    const other = await create(wrong, { verify_ssl: false });
    await expectRefused(other.id, wrong, "certificate_refused", /is for another name/);
  });

  test("switched from on refuses what was pinned", async () => {
    const receiver = await show(await certify());
    const { id } = await create(receiver);
    await expectDelivered(id);
    await api.updateChannel(id, { verify_ssl: false });
    await expectRefused(id, receiver, "certificate_refused", /is self-signed/);
  });

  test("switched to on pins what is shown now", async () => {
    const leaf = await certify();
    const receiver = await show(leaf);
    const { id } = await create(receiver, { verify_ssl: false });
    expect((await api.updateChannel(id, { verify_ssl: true })).certificate.pinned).toBe(leaf.sha256);
    await expectDelivered(id);
  });
});

describe("a private root", () => {
  test("in the chain is pinned, and vouches for the next leaf of that name", async () => {
    const receiver = await show(await forLocalhost({ by: privateRoot }), privateRoot);
    const { id, certificate } = await create(receiver);
    expect(certificate).toEqual({ pinned: privateRoot.sha256, offered: null });
    await expectDelivered(id);
    change(receiver, await forLocalhost({ by: privateRoot }));
    await expectDelivered(id);
  });

  test("does not vouch for another name, at first sight or later", async () => {
    const wrong = await show(
      await forLocalhost({ by: privateRoot, hosts: ["other.example.com"] }),
      privateRoot,
    );
    const refused = await create(wrong);
    expect(refused.certificate).toEqual({ pinned: null, offered: null });
    await expectRefused(refused.id, wrong, "certificate_refused", /is for another name/);

    const receiver = await show(await forLocalhost({ by: privateRoot }), privateRoot);
    const { id } = await create(receiver);
    change(receiver, await forLocalhost({ by: privateRoot, hosts: ["other.example.com"] }), privateRoot);
    await expectRefused(id, receiver, "certificate_refused", /is for another name/);
    expect(await certificateOf(id)).toEqual({ pinned: privateRoot.sha256, offered: null });
  });

  test("of the same name but another key is another one", async () => {
    const receiver = await show(await forLocalhost({ by: privateRoot }), privateRoot);
    const { id } = await create(receiver);
    const impostor = await certify({ name: "Private Root", ca: true });
    change(receiver, await forLocalhost({ by: impostor }), impostor);
    await expectRefused(id, receiver, "certificate_changed", new RegExp(impostor.sha256));
  });

  test("put behind somebody else's chain proves nothing", async () => {
    const receiver = await show(await forLocalhost({ by: privateRoot }), privateRoot);
    const { id } = await create(receiver);
    const evil = await certify({ name: "Evil Root", ca: true });
    change(receiver, await forLocalhost({ by: evil }), evil, privateRoot);
    await expectRefused(id, receiver, "certificate_changed", new RegExp(evil.sha256));
  });
});

describe("a certificate that a known CA vouches for", () => {
  test("is accepted without a pin; after it a self-signed one is refused, offered, and may be trusted", async () => {
    const receiver = await show(await forLocalhost({ by: known }));
    const { id, certificate } = await create(receiver);
    expect(certificate).toEqual({ pinned: null, offered: null });
    await expectDelivered(id);
    const selfSigned = await forLocalhost();
    change(receiver, selfSigned);
    await expectRefused(id, receiver, "certificate_changed", /had a certificate from a known CA before/);
    expect(await certificateOf(id)).toEqual({ pinned: null, offered: selfSigned.sha256 });
    change(receiver, await forLocalhost({ by: known }));
    await expectDelivered(id);

    change(receiver, selfSigned);
    await expectRefused(id, receiver, "certificate_changed", new RegExp(selfSigned.sha256));
    await api.request("POST", `${path(id)}/trust-certificate`, { body: { sha256: selfSigned.sha256 } });
    await expectDelivered(id);
  });

  test("met at save already forbids less from the first delivery on", async () => {
    const receiver = await show(await forLocalhost({ by: known }));
    const { id } = await create(receiver);
    change(receiver, await forLocalhost());
    await expectRefused(id, receiver, "certificate_changed", /known CA before/);
  });

  test("is accepted beside a pin, and renewed at will", async () => {
    const receiver = await show(await certify());
    const { id } = await create(receiver);
    change(receiver, await forLocalhost({ by: known }));
    await expectDelivered(id);
    change(receiver, await forLocalhost({ by: known }));
    await expectDelivered(id);
  });

  test("of another name is refused, Verify on too", async () => {
    const receiver = await show(await forLocalhost({ by: known, hosts: ["other.example.com"] }));
    const { id } = await create(receiver);
    await expectRefused(id, receiver, "certificate_refused", /is for another name/);
  });
});

describe("an offer", () => {
  const offeredOf = async (id: string) => (await certificateOf(id)).offered;

  test("ends with the certificate that a known CA vouches for, each time that it is back", async () => {
    const receiver = await show(await forLocalhost({ by: known }));
    const { id } = await create(receiver);
    for (const impostor of [await forLocalhost(), await forLocalhost()]) {
      await expectDelivered(id);
      change(receiver, impostor);
      await expectRefused(id, receiver, "certificate_changed", new RegExp(impostor.sha256));
      expect(await offeredOf(id)).toBe(impostor.sha256);
      change(receiver, await forLocalhost({ by: known }));
      await expectDelivered(id);
      expect(await offeredOf(id)).toBeNull();
      const body = { sha256: impostor.sha256 };
      const trusted = await api.request<Problem>("POST", `${path(id)}/trust-certificate`, { body });
      expect(trusted.status).toBe(409);
      change(receiver, impostor);
      await expectRefused(id, receiver, "certificate_changed", new RegExp(impostor.sha256));
      change(receiver, await forLocalhost({ by: known }));
    }
  });

  test("ends with the pinned certificate, by a delivery or by a Test", async () => {
    const [pinned, impostor] = [await certify(), await certify()];
    const receiver = await show(pinned);
    const { id } = await create(receiver);
    for (const isBack of [() => expectDelivered(id), () => runTest(id)]) {
      change(receiver, impostor);
      await expectRefused(id, receiver, "certificate_changed", new RegExp(impostor.sha256));
      change(receiver, pinned);
      await isBack();
      expect(await certificateOf(id)).toEqual({ pinned: pinned.sha256, offered: null });
    }
  });

  test("stays where a Test with other settings meets another certificate", async () => {
    const [pinned, impostor] = [await certify(), await certify()];
    const receiver = await show(pinned);
    const { id } = await create(receiver);
    change(receiver, impostor);
    await expectRefused(id, receiver, "certificate_changed", new RegExp(impostor.sha256));
    const elsewhere = await show(await certify());
    await runTest(id, { channel: { url: urlOf(elsewhere) } });
    expect(await offeredOf(id)).toBe(impostor.sha256);
  });

  test("is not trusted where the receiver has shown yet another one since the page was read", async () => {
    const [pinned, seen, later] = [await certify(), await certify(), await certify()];
    const receiver = await show(pinned);
    const { id } = await create(receiver);
    for (const shown of [seen, later]) {
      change(receiver, shown);
      await expectRefused(id, receiver, "certificate_changed", new RegExp(shown.sha256));
    }
    const body = { sha256: seen.sha256 };
    const answer = await api.request<Problem>("POST", `${path(id)}/trust-certificate`, { body });
    expect(answer.status).toBe(409);
    expect(await certificateOf(id)).toEqual({ pinned: pinned.sha256, offered: later.sha256 });
  });
});

describe("the trust of one channel", () => {
  test("never helps another at the same host and port", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const one = await create(receiver);
    change(receiver, second);
    const other = await create(receiver);
    expect([one.certificate.pinned, other.certificate.pinned]).toEqual([first.sha256, second.sha256]);
    await expectDelivered(other.id);
    await api.updateChannel(other.id, { enabled: false });
    await expectRefused(one.id, receiver, "certificate_changed", new RegExp(second.sha256));
    expect(await certificateOf(one.id)).toEqual({ pinned: first.sha256, offered: second.sha256 });

    await api.updateChannel(one.id, { enabled: false });
    const off = await create(receiver, { verify_ssl: false });
    await expectRefused(off.id, receiver, "certificate_refused", /is self-signed/);
  });

  test("given by an admin is given to that one alone", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const [one, other] = [await create(receiver), await create(receiver)];
    change(receiver, second);
    expect(await send(one.id)).toMatchObject({ outcome: "certificate_changed" });
    await api.request("POST", `${path(one.id)}/trust-certificate`, { body: { sha256: second.sha256 } });
    const before = receiver.requests.length;
    expect(await send(other.id)).toMatchObject({ outcome: "certificate_changed" });
    await receiver.waitFor(before + 1);
    expect(await certificateOf(other.id)).toEqual({ pinned: first.sha256, offered: second.sha256 });
  });
});

describe("another URL", () => {
  test("of the same host keeps the pin", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const { id } = await create(receiver);
    change(receiver, second);
    const moved = await api.updateChannel(id, { url: `${urlOf(receiver)}/other` });
    expect(moved.certificate).toEqual({ pinned: first.sha256, offered: second.sha256 });
    await expectRefused(id, receiver, "certificate_changed", new RegExp(first.sha256));
  });

  test("of another host starts with nothing, and pins what that shows", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const { id } = await create(receiver);
    change(receiver, second);
    const moved = await api.updateChannel(id, { url: urlOf(receiver, "127.0.0.1") });
    expect(moved.certificate).toEqual({ pinned: second.sha256, offered: null });
    await expectDelivered(id);
  });

  test("of another host forgets that a CA vouched", async () => {
    const receiver = await show(await forLocalhost({ by: known }));
    const { id } = await create(receiver);
    const leaf = await certify();
    change(receiver, leaf);
    expect((await api.updateChannel(id, { url: urlOf(receiver, "127.0.0.1") })).certificate.pinned).toBe(
      leaf.sha256,
    );
  });

  test("of another host learns nothing from a delivery that was still on its way to the one before", async () => {
    const port = await freePort();
    const { id } = await create({ port });
    const answered = Promise.withResolvers<string>();
    const receiver = await startWireReceiver({
      chain: [await certify()],
      port,
      answer: () => answered.promise,
    });
    open.push(receiver);
    const { results } = await api.post({ alert_title: "A" });
    await receiver.waitFor(1);
    await api.updateChannel(id, { url: urlOf({ port: await freePort() }, "127.0.0.1") });
    answered.resolve(statusLine(200));
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: id });
    expect(await certificateOf(id)).toEqual({ pinned: null, offered: null });
  });
});

test("a certificate looked at for a save does not take the place of one that was pinned meanwhile", async () => {
  const port = await freePort();
  const { id } = await create({ port });
  const [first, second] = [await certify(), await certify()];
  const [honest, other] = [await show(first), await show(second)];
  await using front = await startFront(port, honest.port);
  front.holdNext(other.port);
  const saving = api.updateChannel(id, { url: `https://localhost:${port}/other` });
  await front.held;
  await expectDelivered(id);
  expect(await certificateOf(id)).toEqual({ pinned: first.sha256, offered: null });
  front.release();
  await saving;
  expect((await certificateOf(id)).pinned).toBe(first.sha256);
});

/** Passes connections on to `target`; the one after `holdNext` is held until `release`, and goes elsewhere. */
async function startFront(port: number, target: number) {
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let holdFor: number | null = null;
  const sockets = new Set<Socket>();
  const server = createServer(async (client) => {
    const to = holdFor ?? target;
    const isHeld = holdFor !== null;
    holdFor = null;
    sockets.add(client);
    client.pause().on("error", () => {});
    if (isHeld) held.resolve();
    if (isHeld) await released.promise;
    const upstream = connectTo(to, "127.0.0.1");
    sockets.add(upstream);
    upstream.on("error", () => {});
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    held: held.promise,
    holdNext: (instead: number) => {
      holdFor = instead;
    },
    release: () => released.resolve(),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("a Test", () => {
  test("shows what would be pinned and pins nothing", async () => {
    const port = await freePort();
    const { id } = await create({ port });
    const leaf = await certify();
    const receiver = await startWireReceiver({ chain: [leaf], port });
    open.push(receiver);
    const { failure, certificate } = await runTest(id);
    expect(failure).toBeNull();
    expect(certificate).toEqual({ ca_vouched: false, would_pin: leaf.sha256, expected: null, found: null });
    expect(await certificateOf(id)).toEqual({ pinned: null, offered: null });
  });

  test("shows both fingerprints of a changed one, offers nothing and sends nothing", async () => {
    const [first, second] = [await certify(), await certify()];
    const receiver = await show(first);
    const { id } = await create(receiver);
    change(receiver, second);
    const { failure, certificate, response } = await runTest(id);
    expect([failure?.code, response]).toEqual(["certificate_changed", null]);
    expect(certificate).toEqual({
      ca_vouched: false,
      would_pin: null,
      expected: first.sha256,
      found: second.sha256,
    });
    expect(await certificateOf(id)).toEqual({ pinned: first.sha256, offered: null });
    expect(receiver.bytes).toBe(0);
  });

  test("names the certificate that was refused: subject, issuer, dates", async () => {
    const receiver = await show(await forLocalhost({ name: "old.example.com", from: -9, to: -1 }));
    const { id } = await create(receiver);
    const { failure } = await runTest(id);
    expect(failure).toMatchObject({ code: "certificate_refused" });
    expect(failure?.message).toMatch(
      /has expired.*subject CN=old\.example\.com, issuer CN=old\.example\.com, valid from/,
    );
  });

  test("with Verify switched on meanwhile accepts, and saves nothing", async () => {
    const leaf = await certify();
    const { id } = await create(await show(leaf), { verify_ssl: false });
    const { failure, certificate } = await runTest(id, { channel: { verify_ssl: true } });
    expect(failure).toBeNull();
    expect(certificate?.would_pin).toBe(leaf.sha256);
    expect((await api.get(path(id))).body).toMatchObject({
      verify_ssl: false,
      certificate: { pinned: null },
    });
  });
});

test("who may trust: manage alone", async () => {
  const { id } = await create(await show(await certify()));
  for (const scope of ["read", "operate", "ingest"] as const)
    expect((await connect(tocsin, [scope]).request("POST", `${path(id)}/trust-certificate`)).status).toBe(
      403,
    );
  expect((await api.request("POST", `${path("chn_nowhere")}/trust-certificate`)).status).toBe(404);
});

test("a restart keeps the pin, and what a known CA vouched for", async () => {
  const [first, second] = [await certify(), await certify()];
  const [pinned, vouched] = [await show(first), await show(await forLocalhost({ by: known }))];
  const [one, other] = [await create(pinned), await create(vouched)];
  expect(await tocsin.stop()).toBe(0);
  change(pinned, second);
  change(vouched, await forLocalhost());
  tocsin = await start();
  api = apiOf(tocsin.url, api.key);
  expect(await certificateOf(one.id)).toEqual({ pinned: first.sha256, offered: null });
  await expectRefused(one.id, pinned, "certificate_changed", new RegExp(first.sha256));
  await expectRefused(other.id, vouched, "certificate_changed", /known CA before/);
  change(pinned, first);
  await expectDelivered(one.id);
});
