import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import type { AttemptResult, PinnedCertificate } from "#lib/domain/delivery/outcome.ts";
import type { TrustPolicy } from "#lib/webhook/certificate.ts";
import { lookAt } from "#lib/webhook/look.ts";
import { createSender, type Sender } from "#lib/webhook/send.ts";
import {
  type Certified,
  certify,
  startHoldingProxy,
  startTlsServer,
  type TlsServer,
} from "./certificates.ts";

const open: { close(): Promise<void> }[] = [];
let knownRoot: Certified;
let privateRoot: Certified;
let intermediate: Certified;

beforeAll(async () => {
  knownRoot = await certify({ name: "Known Root", ca: true });
  privateRoot = await certify({ name: "Private Root", ca: true });
  intermediate = await certify({ name: "Private Intermediate", ca: true, by: privateRoot });
  setDefaultCACertificates([...getCACertificates("default"), knownRoot.cert]);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const on: TrustPolicy = { verifySsl: true, pin: null, metCaVouched: false };
const off: TrustPolicy = { verifySsl: false, pin: null, metCaVouched: false };
const pinning = (certificate: Certified): TrustPolicy => ({ ...on, pin: pinOf(certificate) });

function pinOf({ cert, sha256 }: Certified): PinnedCertificate {
  return { sha256, certificate: cert };
}

async function show(...chain: Certified[]): Promise<TlsServer> {
  const server = await startTlsServer(chain);
  open.push(server);
  return server;
}

function sender(): Sender {
  const made = createSender({
    policy: parseOutboundPolicy({ outbound: "private" }),
    resolver: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  open.push(made);
  return made;
}

function post(
  server: TlsServer,
  trust: TrustPolicy,
  from = sender(),
  host = "jira.example.com",
): Promise<AttemptResult> {
  const url = `https://${host}:${server.port}/hook/secret`;
  return from.send({ key: "chn_1", revision: 1, trust }, { url, headers: {}, body: Buffer.from("{}") });
}

/** Delivered; and what is to be remembered of the certificate. */
async function expectAccepted(
  server: TlsServer,
  trust: TrustPolicy,
  pinTo: Certified | null,
  caVouched = false,
) {
  const result = await post(server, trust);
  expect(result).toMatchObject({ outcome: "delivered", status: 200 });
  expect(result.certificate).toMatchObject({ caVouched, refused: null });
  expect(result.certificate?.pinTo?.sha256 ?? null).toBe(pinTo?.sha256 ?? null);
}

/** Refused before a byte of the request went out. */
async function expectRefused(server: TlsServer, trust: TrustPolicy, message: RegExp): Promise<AttemptResult> {
  const result = await post(server, trust);
  expect(result).toMatchObject({ outcome: "certificate_refused", status: null });
  expect(result.message).toMatch(message);
  expect(result.message).toMatch(
    /^jira\.example\.com:?\d* .*subject CN=.*, issuer CN=.*, valid from \d{4}-.* to \d{4}-/,
  );
  expect(result.message).not.toMatch(/hook|secret/);
  expect(result.certificate).toMatchObject({ caVouched: false, pinTo: null });
  expect(server.receivedBytes()).toBe(0);
  return result;
}

async function expectChanged(
  server: TlsServer,
  trust: TrustPolicy,
  found: Certified,
): Promise<AttemptResult> {
  const result = await post(server, trust);
  expect(result).toMatchObject({ outcome: "certificate_changed", status: null });
  const expected = trust.pin?.sha256 ?? null;
  expect(result.certificate?.refused).toMatchObject({ expected, found: { sha256: found.sha256 } });
  expect(result.message).toContain(found.sha256);
  expect(result.message).toContain("Trust the new certificate");
  expect(server.receivedBytes()).toBe(0);
  return result;
}

describe("a certificate that a known CA vouches for", () => {
  test("is accepted with Verify on and off, also where another is pinned", async () => {
    const server = await show(await certify({ by: knownRoot }));
    await expectAccepted(server, on, null, true);
    await expectAccepted(server, off, null, true);
    await expectAccepted(server, pinning(await certify()), null, true);
    await expectAccepted(server, { ...on, metCaVouched: true }, null, true);
  });

  test("is refused for another name", async () => {
    const server = await show(await certify({ by: knownRoot, hosts: ["other.example.com"] }));
    await expectRefused(server, on, /is for another name/);
    await expectRefused(server, off, /is for another name/);
  });

  test("is refused twice on one agent: no session is resumed", async () => {
    const server = await show(await certify({ by: knownRoot, hosts: ["other.example.com"] }));
    const from = sender();
    for (let count = 0; count < 3; count += 1) {
      expect(await post(server, on, from)).toMatchObject({ outcome: "certificate_refused" });
    }
    expect(server.receivedBytes()).toBe(0);
  });

  test("is refused expired or not yet valid", async () => {
    await expectRefused(await show(await certify({ by: knownRoot, from: -9, to: -1 })), on, /has expired/);
    await expectRefused(await show(await certify({ by: knownRoot, from: 2 })), on, /is not valid yet/);
  });

  test("is refused expired with Verify off too, and no advice to switch it on, which would not help", async () => {
    const expired = await show(await certify({ by: knownRoot, from: -9, to: -1 }));
    await expectRefused(expired, off, /has expired.*: install a valid certificate on the server\.$/);
  });

  test("is refused where the CA did not sign it", async () => {
    const impostor = { ...(await certify({ name: "Known Root", ca: true })), cert: knownRoot.cert };
    const forged = await certify({ by: { ...impostor, cert: knownRoot.cert } });
    await expectRefused(await show(forged), on, /its CA did not sign/);
  });

  test("is refused where it is not for servers", async () => {
    await expectRefused(
      await show(await certify({ by: knownRoot, clientOnly: true })),
      on,
      /failed the check/,
    );
  });

  test("the name in a Host header counts for nothing", async () => {
    const server = await show(await certify({ by: knownRoot, hosts: ["other.example.com"] }));
    const result = await sender().send(
      { key: "chn_1", revision: 1, trust: on },
      {
        url: `https://jira.example.com:${server.port}/`,
        headers: { host: "other.example.com" },
        body: Buffer.from("{}"),
      },
    );
    expect(result).toMatchObject({ outcome: "certificate_refused" });
    expect(server.receivedBytes()).toBe(0);
  });

  test("a trailing dot in the URL changes nothing", async () => {
    const server = await show(await certify({ by: knownRoot }));
    expect(await post(server, off, sender(), "jira.example.com.")).toMatchObject({ outcome: "delivered" });
  });
});

describe("a self-signed certificate", () => {
  test("is pinned when first seen, whatever its name", async () => {
    const leaf = await certify({ hosts: ["elsewhere.example.com"] });
    await expectAccepted(await show(leaf), on, leaf);
    const server = await show(leaf);
    const byAddress = await post(server, on, sender(), "127.0.0.1");
    expect(byAddress.certificate?.pinTo?.sha256).toBe(leaf.sha256);
  });

  test("is pinned also where its key usage lets it sign nothing else", async () => {
    const leaf = await certify({ keyUsage: true });
    await expectAccepted(await show(leaf), on, leaf);
    await expectAccepted(await show(leaf), pinning(leaf), null);
  });

  test("is accepted while it is the pinned one", async () => {
    const leaf = await certify();
    await expectAccepted(await show(leaf), pinning(leaf), null);
    await expectAccepted(await show(leaf), { ...pinning(leaf), metCaVouched: true }, null);
  });

  test("is refused with Verify off", async () => {
    const leaf = await certify();
    await expectRefused(
      await show(leaf),
      off,
      /is self-signed.*NODE_EXTRA_CA_CERTS, or switch on Verify SSL/,
    );
    await expectRefused(await show(leaf), { ...pinning(leaf), verifySsl: false }, /is self-signed/);
  });

  test("is certificate_changed where another is pinned", async () => {
    const leaf = await certify();
    const pinned = await certify();
    const result = await expectChanged(await show(leaf), pinning(pinned), leaf);
    expect(result.message).toContain(pinned.sha256);
  });

  test("is certificate_changed after a known CA vouched", async () => {
    const leaf = await certify();
    await expectChanged(await show(leaf), { ...on, metCaVouched: true }, leaf);
  });

  test("is refused expired or not yet valid, even pinned", async () => {
    const expired = await certify({ from: -9, to: -1 });
    await expectRefused(await show(expired), on, /has expired/);
    const result = await expectRefused(await show(expired), pinning(expired), /has expired/);
    expect(result.certificate?.refused).toMatchObject({
      expected: expired.sha256,
      found: { sha256: expired.sha256 },
    });
    await expectRefused(await show(await certify({ from: 2 })), on, /is not valid yet/);
  });
});

describe("a private root", () => {
  test("in the chain is pinned, and then vouches for any leaf of the name", async () => {
    const server = await show(await certify({ by: intermediate }), intermediate, privateRoot);
    await expectAccepted(server, on, privateRoot);
    await expectAccepted(server, pinning(privateRoot), null);
    const renewed = await show(await certify({ by: privateRoot }), privateRoot);
    await expectAccepted(renewed, pinning(privateRoot), null);
  });

  test("is refused for another name, pinned or not", async () => {
    const server = await show(await certify({ by: privateRoot, hosts: ["other.example.com"] }), privateRoot);
    await expectRefused(server, on, /is for another name/);
    await expectRefused(server, pinning(privateRoot), /is for another name/);
  });

  test("is refused with Verify off", async () => {
    const server = await show(await certify({ by: privateRoot }), privateRoot);
    await expectRefused(server, off, /ends in an unknown self-signed root/);
  });

  test("that is not sent any more is verified with the one kept", async () => {
    const direct = await show(await certify({ by: privateRoot }));
    await expectAccepted(direct, pinning(privateRoot), null);
    const below = await show(await certify({ by: intermediate }), intermediate);
    await expectAccepted(below, pinning(privateRoot), null);
  });

  test("that is not sent at all: the leaf is pinned", async () => {
    const leaf = await certify({ by: privateRoot });
    await expectAccepted(await show(leaf), on, leaf);
    await expectAccepted(await show(leaf), pinning(leaf), null);
    await expectAccepted(await show(leaf, privateRoot), pinning(leaf), null);
    const below = await certify({ by: intermediate });
    await expectAccepted(await show(below, intermediate), on, below);
    const wrongName = await certify({ by: privateRoot, hosts: ["other.example.com"] });
    await expectRefused(await show(wrongName), on, /is for another name/);
    await expectRefused(await show(wrongName, intermediate), on, /is for another name/);
    await expectRefused(await show(leaf), off, /no known CA vouches for/);
    await expectRefused(await show(below, intermediate), off, /no known CA vouches for/);
  });

  test("another root is certificate_changed", async () => {
    const other = await certify({ name: "Private Root", ca: true });
    await expectChanged(await show(await certify({ by: other }), other), pinning(privateRoot), other);
  });

  test("put last in somebody else's chain proves nothing", async () => {
    const evilRoot = await certify({ name: "Evil Root", ca: true });
    const evilLeaf = await certify({ by: evilRoot });
    await expectChanged(await show(evilLeaf, evilRoot, privateRoot), pinning(privateRoot), evilRoot);
  });

  test("put behind a leaf that only names it proves nothing", async () => {
    const impostor = { ...(await certify({ name: "Private Root", ca: true })), cert: privateRoot.cert };
    const forged = await certify({ by: impostor });
    const result = await post(await show(forged, privateRoot), pinning(privateRoot));
    expect(result.outcome).toMatch(/^certificate_(refused|changed)$/);
    const server = await show(forged);
    expect((await post(server, pinning(privateRoot))).outcome).toMatch(/^certificate_(refused|changed)$/);
    expect(server.receivedBytes()).toBe(0);
  });

  test("does not make a CA of a leaf", async () => {
    const notCa = await certify({ by: privateRoot, name: "leaf.example.com" });
    const server = await show(await certify({ by: notCa }), notCa, privateRoot);
    const result = await post(server, pinning(privateRoot));
    expect(result.outcome).toMatch(/^certificate_(refused|changed)$/);
    expect(server.receivedBytes()).toBe(0);
  });

  test("expired, or with an expired intermediate, is refused", async () => {
    const oldRoot = await certify({ name: "Old Root", ca: true, from: -9, to: -1 });
    await expectRefused(await show(await certify({ by: oldRoot }), oldRoot), on, /has expired/);
    await expectRefused(await show(await certify({ by: oldRoot })), pinning(oldRoot), /has expired/);
    const old = await certify({ name: "Old", ca: true, by: privateRoot, from: -9, to: -1 });
    await expectRefused(await show(await certify({ by: old }), old, privateRoot), on, /has expired/);
  });

  test("refuses a leaf that is not for servers", async () => {
    const leaf = await certify({ by: privateRoot, clientOnly: true });
    const result = await post(await show(leaf, privateRoot), on);
    expect(result).toMatchObject({ outcome: "certificate_refused" });
    await expectRefused(await show(leaf), on, /is not meant for a server/);
  });

  test("that is pinned as a leaf does not vouch for another", async () => {
    const leaf = await certify({ by: privateRoot, name: "leaf.example.com" });
    const below = await certify({ by: leaf });
    await expectChanged(await show(below), pinning(leaf), below);
  });

  test("after a known CA vouched is certificate_changed", async () => {
    const server = await show(await certify({ by: privateRoot }), privateRoot);
    await expectChanged(server, { ...on, metCaVouched: true }, privateRoot);
  });
});

describe("one channel's connections", () => {
  test("agree on the first certificate before its pin is stored, and go on to tell it", async () => {
    const first = await certify();
    const second = await certify();
    const server = await show(first);
    const from = sender();
    expect((await post(server, on, from)).certificate?.pinTo?.sha256).toBe(first.sha256);
    server.hangUp();
    await expect
      .poll(async () => (await post(server, on, from)).certificate?.pinTo?.sha256)
      .toBe(first.sha256);
    server.show([second]);
    server.hangUp();
    await expect.poll(async () => (await post(server, on, from)).outcome).toBe("certificate_changed");
  });

  test("that shake hands at the same time pin one certificate", async () => {
    const from = sender();
    const servers = [await show(await certify()), await show(await certify())];
    const results = await Promise.all(servers.map((server) => post(server, on, from)));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["certificate_changed", "delivered"]);
  });

  test("do not go back from a known CA to a self-signed certificate", async () => {
    const server = await show(await certify({ by: knownRoot }));
    const from = sender();
    expect(await post(server, on, from)).toMatchObject({ outcome: "delivered" });
    server.show([await certify()]);
    server.hangUp();
    await expect.poll(async () => (await post(server, on, from)).outcome).toBe("certificate_changed");
  });

  test("tell of the certificate once", async () => {
    const server = await show(await certify({ by: knownRoot }));
    const from = sender();
    const reports = [];
    for (let count = 0; count < 6; count += 1) reports.push((await post(server, on, from)).certificate);
    expect(reports[0]).toMatchObject({ caVouched: true });
    expect(reports.at(-1)).toBeNull();
  });

  test("of another channel decide for themselves", async () => {
    const leaf = await certify();
    const server = await show(leaf);
    const from = sender();
    const request = { url: `https://jira.example.com:${server.port}/`, headers: {}, body: Buffer.from("{}") };
    await from.send({ key: "chn_1", revision: 1, trust: on }, request);
    const other = await from.send({ key: "chn_2", revision: 1, trust: off }, request);
    expect(other).toMatchObject({ outcome: "certificate_refused" });
  });
});

test("without a trust policy only known CAs count", async () => {
  const server = await show(await certify());
  const url = `https://jira.example.com:${server.port}/`;
  const result = await sender().send(
    { key: "chn_1", revision: 1 },
    { url, headers: {}, body: Buffer.from("{}") },
  );
  expect(result).toMatchObject({ outcome: "certificate_refused" });
});

describe("the handshake", () => {
  test("names the host of the URL, and none for an IP address", async () => {
    const server = await show(await certify());
    for (const host of ["jira.example.com", "jira.example.com.", "127.0.0.1"]) {
      expect(await post(server, on, sender(), host)).toMatchObject({ outcome: "delivered" });
    }
    expect(server.serverNames).toEqual(["jira.example.com", "jira.example.com", false]);
  });

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "of %s, with a greeting after it, is not tried again",
    async (version) => {
      const server = await startTlsServer([await certify({ by: knownRoot })], {
        version,
        greeting: "220 mail\r\n",
      });
      const proxy = await startHoldingProxy(server.port, 50);
      open.push(server, proxy);
      expect(await post({ ...server, port: proxy.port }, on)).toMatchObject({ outcome: "bad_response" });
      expect(server.serverNames.length).toBe(1);
    },
  );
});

describe("looking at a destination, as saving a channel does", () => {
  const options = {
    policy: parseOutboundPolicy({ outbound: "private" }),
    resolver: async () => [{ address: "127.0.0.1", family: 4 }],
  };

  test("tells what would be pinned, and sends nothing", async () => {
    const leaf = await certify();
    const server = await show(leaf);
    const look = await lookAt(`https://jira.example.com:${server.port}/hook`, on, options);
    expect(look).toMatchObject({
      fault: null,
      certificate: { caVouched: false, pinTo: { sha256: leaf.sha256 } },
    });
    expect(server.receivedBytes()).toBe(0);
  });

  test("tells that a known CA vouches", async () => {
    const server = await show(await certify({ by: knownRoot }));
    const look = await lookAt(`https://jira.example.com:${server.port}/`, on, options);
    expect(look).toMatchObject({ fault: null, certificate: { caVouched: true, pinTo: null } });
  });

  test("tells both fingerprints of a changed certificate", async () => {
    const [leaf, pinned] = [await certify(), await certify()];
    const server = await show(leaf);
    const look = await lookAt(`https://jira.example.com:${server.port}/`, pinning(pinned), options);
    expect(look.fault?.outcome).toBe("certificate_changed");
    const refused = { expected: pinned.sha256, found: { sha256: leaf.sha256 } };
    expect(look.certificate?.refused).toMatchObject(refused);
  });

  test("refuses an address", async () => {
    expect((await lookAt("https://[fe80::1]/", on, options)).fault?.outcome).toBe("address_refused");
    expect((await lookAt("http://169.254.169.254/", on, options)).fault?.outcome).toBe("address_refused");
  });
});
