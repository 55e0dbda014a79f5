import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type NewChannel } from "../../support/api.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { startWireReceiver, type WireReceiver, type WireRequest } from "../../support/wire-receiver.ts";

let tocsin: Tocsin;
let api: Api;
let receiver: WireReceiver;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startWireReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const base = () => `http://127.0.0.1:${receiver.port}`;

/** Delivers one alert to a channel with these settings, and gives the bytes that arrived. */
async function delivered(settings: NewChannel): Promise<WireRequest> {
  const channel = await api.createChannel({ url: `${base()}/hook`, ...settings });
  const before = receiver.requests.length;
  await api.post({ alert_title: "Disk läuft voll 💾" });
  const request = (await receiver.waitFor(before + 1))[before];
  await api.request("DELETE", `/api/v1/channels/${channel.id}`);
  if (request === undefined) throw new Error("Nothing arrived.");
  return request;
}

/** The value of a header line, as bytes. */
function headerOf({ headerLines }: WireRequest, name: string): Buffer {
  const lines = headerLines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  expect(lines, name).toHaveLength(1);
  return Buffer.from(lines[0]?.slice(name.length + 1).trim() ?? "", "latin1");
}

const namesOf = ({ headerLines }: WireRequest): string[] =>
  headerLines.map((line) => line.split(":")[0] ?? "");

describe("headers arrive byte for byte", () => {
  const ascii = Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at)).join("");
  const latin1 = Array.from({ length: 0xff - 0xa0 }, (_, at) => String.fromCharCode(0xa1 + at)).join("");

  test.each([false, true])("sensitive: %s", async (sensitive) => {
    const values: Record<string, string> = {
      "X-Ascii": ascii,
      "X-LATIN1": latin1,
      "x-spaces": "a  b   c",
      "X-Long": "ü".repeat(4_096),
      "!#$%&'*+-.^_`|~": "odd",
    };
    const headers = Object.entries(values).map(([name, value]) => ({ name, value, sensitive }));
    const request = await delivered({ headers });
    expect(namesOf(request)).toEqual(expect.arrayContaining(Object.keys(values)));
    for (const [name, value] of Object.entries(values))
      expect(headerOf(request, name).equals(Buffer.from(value, "latin1")), name).toBe(true);
  });

  test("25 of 4,096 characters each", async () => {
    const headers = Array.from({ length: 25 }, (_, at) => ({
      name: `X-${at}`,
      value: String.fromCharCode(0x41 + at).repeat(4_096),
      sensitive: true,
    }));
    const request = await delivered({ headers });
    for (const { name, value } of headers) expect(headerOf(request, name).toString()).toBe(value);
  });

  test.each(["__proto__", "constructor", "Authorization", "Cookie"])("one named %s", async (name) => {
    const request = await delivered({ headers: [{ name, value: "v", sensitive: true }] });
    expect(namesOf(request)).toContain(name);
    expect(headerOf(request, name).toString()).toBe("v");
  });

  test("one that the format sends too is sent once, as the channel has it", async () => {
    const request = await delivered({ headers: [{ name: "USER-AGENT", value: "mine", sensitive: false }] });
    expect(headerOf(request, "user-agent").toString()).toBe("mine");
  });

  test("those of the sender are there once each, whatever the channel adds", async () => {
    const request = await delivered({ headers: [{ name: "Accept", value: "text/plain", sensitive: false }] });
    for (const name of [
      "host",
      "content-type",
      "content-length",
      "accept-encoding",
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
    ])
      expect(headerOf(request, name).length, name).toBeGreaterThan(0);
    expect(headerOf(request, "accept-encoding").toString()).toBe("identity");
    expect(headerOf(request, "host").toString()).toBe(`127.0.0.1:${receiver.port}`);
    expect(namesOf(request)).not.toContain("authorization");
  });
});

describe("Authentication arrives byte for byte", () => {
  test.each([
    ["Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    ["test", "123£", "Basic dGVzdDoxMjPCow=="],
    [
      "Ада Лавлейс",
      "пароль: 🔔ü",
      `Basic ${Buffer.from("Ада Лавлейс:пароль: 🔔ü", "utf8").toString("base64")}`,
    ],
    [
      "u".repeat(255),
      "🔔".repeat(1_000),
      `Basic ${Buffer.from(`${"u".repeat(255)}:${"🔔".repeat(1_000)}`).toString("base64")}`,
    ],
  ])("Basic of %s", async (username, password, sent) => {
    const request = await delivered({ auth: { type: "basic", username, password } });
    expect(headerOf(request, "authorization").toString("latin1")).toBe(sent);
  });

  test.each(["t0k+/=.~-_", "schlüsselÿ", "t".repeat(4_096), "!\"#$%&'()*"])("Token %s", async (token) => {
    const request = await delivered({ auth: { type: "token", token } });
    expect(headerOf(request, "authorization").equals(Buffer.from(`Bearer ${token}`, "latin1"))).toBe(true);
  });
});

describe("the URL arrives filled in", () => {
  test.each<[string, string, Record<string, string>, string]>([
    ["what was typed", "/hook/s3cret?k=s3cret", { T: "s3cret" }, "/hook/s3cret?k=s3cret"],
    ["by hand", "/hook/{{T}}?k={{T}}", { T: "s3cret" }, "/hook/s3cret?k=s3cret"],
    ["overlapping", "/aaaabbbbcccc/bbbbcccc", { A: "aaaabbbb", B: "bbbbcccc" }, "/aaaabbbbcccc/bbbbcccc"],
    [
      "reserved and percent-encoded",
      "/a%2Fb%20c?x=y&z=%7B%7D",
      { A: "a%2Fb%20c?x=y&z", B: "%7B%7D" },
      "/a%2Fb%20c?x=y&z=%7B%7D",
    ],
    ["dollars", "/$&$1$$", { A: "$&$1$$" }, "/$&$1$$"],
  ])("%s", async (_, typed, values, arrives) => {
    const url_secrets = Object.entries(values).map(([replacement, value]) => ({ replacement, value }));
    expect((await delivered({ url: base() + typed, url_secrets })).path).toBe(arrives);
  });
});

describe("after a rotation of the signing secret", () => {
  type Rotated = { signing_secret: string; previous_valid_until: string };

  /** What the channel's next delivery carries. */
  async function nextSigned() {
    const before = receiver.requests.length;
    await api.post({ alert_title: "A" });
    const request = (await receiver.waitFor(before + 1))[before];
    if (request === undefined) throw new Error("Nothing arrived.");
    const headers = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
        name,
        headerOf(request, name).toString(),
      ]),
    );
    const verifies = (secret: string) => {
      try {
        new Webhook(secret).verify(request.body, headers);
        return true;
      } catch {
        return false;
      }
    };
    return { verifies, count: headers["webhook-signature"]?.split(" ").length };
  }

  test("requests verify by the newest two secrets, for 24 h, and by no older one", async () => {
    const channel = await api.createChannel({ url: `${base()}/hook` });
    const rotate = async () => {
      const answer = await api.request<Rotated>(
        "POST",
        `/api/v1/channels/${channel.id}/rotate-signing-secret`,
      );
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const first = channel.signing_secret;
    expect(await nextSigned()).toMatchObject({ count: 1 });

    const rotatedAt = Date.now();
    const { signing_secret: second, previous_valid_until } = await rotate();
    expect(second).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(second).not.toBe(first);
    expect(Date.parse(previous_valid_until) - rotatedAt).toBeGreaterThanOrEqual(24 * 3_600_000 - 1_000);
    expect(Date.parse(previous_valid_until) - rotatedAt).toBeLessThan(24 * 3_600_000 + 60_000);
    const once = await nextSigned();
    expect([once.count, once.verifies(first), once.verifies(second)]).toEqual([2, true, true]);

    const { signing_secret: third } = await rotate();
    const twice = await nextSigned();
    expect([twice.count, ...[first, second, third].map(twice.verifies)]).toEqual([2, false, true, true]);

    // An edit, also of the destination, leaves the signing secrets alone.
    await api.updateChannel(channel.id, { url: `${base()}/other` });
    const edited = await nextSigned();
    expect([edited.count, ...[first, second, third].map(edited.verifies)]).toEqual([2, false, true, true]);
    const shown = JSON.stringify((await api.get(`/api/v1/channels/${channel.id}`)).body);
    for (const secret of [first, second, third]) expect(shown).not.toContain(secret.slice(6));
  });
});
