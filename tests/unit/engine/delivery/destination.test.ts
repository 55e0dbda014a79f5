import { inspect } from "node:util";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Details } from "#lib/domain/alert/details.ts";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { Secret } from "#lib/domain/secret.ts";
import { deliver } from "#lib/engine/delivery/deliver.ts";
import { type DestinationParts, makeDestination } from "#lib/engine/delivery/destination.ts";
import { complete } from "#lib/engine/intake/complete.ts";
import { requestOf } from "#lib/formats/request.ts";
import { createSender, type Sender } from "#lib/webhook/send.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import {
  type Answering,
  type ReceivedRequest,
  type Receiver,
  startReceiver,
} from "../../../support/receiver.ts";

const signing = newSigningSecret();
const previous = newSigningSecret();

/** A channel with a secret of every kind, unless told otherwise; `secrets` come on top of those. */
function parts(
  fields: Partial<Omit<DestinationParts, "secrets">> = {},
  secrets: Record<string, string> = {},
): DestinationParts & { secrets: Map<string, Secret> } {
  const all = {
    signing,
    "url:TOKEN": "hunter2-url",
    auth: "hunter2-auth",
    "header:x-api-key": "hunter2-header",
    ...secrets,
  };
  return {
    channelId: "chn_1",
    name: "Jira",
    baseUrl: null,
    version: 1,
    url: "https://jira.example.com/hook/{{TOKEN}}",
    urlSecrets: ["TOKEN"],
    verifySsl: true,
    auth: { type: "token" as const },
    headers: [
      { name: "X-Team", value: "ops", sensitive: false },
      { name: "X-Api-Key", value: null, sensitive: true },
    ],
    format: ALERT_FORMAT,
    retrySchedule: [5],
    maxInFlight: 16,
    previousSecretUntil: null,
    certificates: { pin: null, metCaVouched: false, offered: null },
    secrets: new Map(Object.entries(all).map(([name, value]) => [name, new Secret(value)])),
    ...fields,
  };
}

describe("what is sent, and what is shown of it", () => {
  test("the URL filled in; masked", () => {
    const { sent, shown } = makeDestination(
      parts(
        { url: "https://jira.example.com/{{TOKEN}}/{{KEY}}?{{TOKEN}}", urlSecrets: ["TOKEN", "KEY"] },
        {
          "url:KEY": "a%2Fb?c=d",
        },
      ),
    );
    expect(sent.url).toBe("https://jira.example.com/hunter2-url/a%2Fb?c=d?hunter2-url");
    expect(shown.url).toBe("https://jira.example.com/{{TOKEN}}/{{KEY}}?{{TOKEN}}");
  });

  const common = {
    "content-type": "application/json",
    "user-agent": "Tocsin/1.0",
    "accept-encoding": "identity",
  };

  test("headers with their case; a sensitive one masked", () => {
    const { sent, shown } = makeDestination(parts());
    expect(sent.headers).toEqual({
      ...common,
      "X-Team": "ops",
      "X-Api-Key": "hunter2-header",
      authorization: "Bearer hunter2-auth",
    });
    expect(shown.headers).toEqual({
      ...common,
      "X-Team": "ops",
      "X-Api-Key": "••••",
      authorization: "Bearer ••••",
    });
  });

  test.each<[string, DestinationParts["auth"], string | undefined, string | undefined]>([
    ["None", { type: "none" }, undefined, undefined],
    [
      "Basic",
      { type: "basic", username: "Ада" },
      `Basic ${Buffer.from("Ада:пароль").toString("base64")}`,
      "Basic ••••",
    ],
    ["Token", { type: "token" }, "Bearer пароль", "Bearer ••••"],
  ])("Authorization of %s", (_, auth, authorization, masked) => {
    const { sent, shown } = makeDestination(parts({ auth, headers: [] }, { auth: "пароль" }));
    expect([sent.headers.authorization, shown.headers.authorization]).toEqual([authorization, masked]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("a header named %s too", (name) => {
    const { sent, shown } = makeDestination(parts({ headers: [{ name, value: "v", sensitive: false }] }));
    expect(Object.entries(sent.headers)).toContainEqual([name, "v"]);
    expect(Object.entries(shown.headers)).toContainEqual([name, "v"]);
  });

  test("without a secret that belongs there is no destination: nothing half-filled goes out", () => {
    for (const name of ["signing", "url:TOKEN", "auth", "header:x-api-key"]) {
      const given = parts();
      given.secrets.delete(name);
      expect(() => makeDestination(given)).toThrow(`The secret "${name}" is missing.`);
    }
  });
});

describe("its revision is another one", () => {
  const revisionOf = (fields: Partial<DestinationParts>) => makeDestination(parts(fields)).revision;
  const pin = { sha256: "AA:AA", certificate: "PEM" };

  test.each<[string, Partial<DestinationParts>]>([
    ["after an edit", { version: 2 }],
    ["after a pin", { certificates: { pin, metCaVouched: false, offered: null } }],
    [
      "after another pin",
      { certificates: { pin: { ...pin, sha256: "BB:BB" }, metCaVouched: false, offered: null } },
    ],
    ["once a CA vouched", { certificates: { pin: null, metCaVouched: true, offered: null } }],
  ])("%s", (_, fields) => {
    const others: Partial<DestinationParts>[] = [
      {},
      { version: 3 },
      { certificates: { pin: { ...pin, sha256: "CC:CC" }, metCaVouched: true, offered: null } },
    ];
    for (const other of others) expect(revisionOf(fields)).not.toBe(revisionOf(other));
  });

  test("but not for what is only offered", () => {
    expect(revisionOf({ certificates: { pin: null, metCaVouched: false, offered: pin } })).toBe(
      revisionOf({}),
    );
  });
});

test("it prints no secret but in what is sent", () => {
  const { sent: _, redactor: __, ...shown } = makeDestination(parts({}, { "signing:previous": previous }));
  for (const text of [JSON.stringify(shown), inspect(shown, { depth: 9, showHidden: true })]) {
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain(signing.slice(6));
    expect(text).not.toContain(previous.slice(6));
  }
});

const payload = complete({ alert_id: "a", alert_title: "Disk läuft voll 💾" }, undefined, {
  apiKeyName: "Tests",
  now: Date.UTC(2026, 0, 1),
})?.payload;
if (payload === undefined) throw new Error("The alert has a title.");
const sendable = {
  eventId: "evt_1",
  alertId: payload.alert_id,
  payloadText: JSON.stringify(payload),
  hops: 0,
  ruleId: null,
  priority: null,
};

let receiver: Receiver;
let sender: Sender;

/** Gives back all that it gets. */
const echo: Answering = ({ path, headers, rawBody }) => ({
  status: 400,
  headers: { "x-path": path, "x-authorization": headers.authorization ?? "none" },
  body: JSON.stringify({ path, headers, body: String(rawBody) }),
});

beforeAll(async () => {
  receiver = await startReceiver({ answer: echo });
  sender = createSender({ policy: parseOutboundPolicy({ outbound: "private" }) });
});

afterAll(() => Promise.all([receiver.stop(), sender.close()]));

/** Sends the event once, and says what arrived and what is kept of it. */
async function attempt(
  given: DestinationParts,
  now = Date.now(),
  readDetails: () => Details | null = () => null,
) {
  const url = given.url.replace("https://jira.example.com", receiver.url);
  const destination = makeDestination({ ...given, url });
  const kept = await deliver(sender, destination, sendable, readDetails, now);
  const shown = requestOf(destination.shown, kept.facts);
  const request = receiver.requests.at(-1);
  if (request === undefined) throw new Error("Nothing arrived.");
  const signatures = String(request.headers["webhook-signature"]).split(" ");
  return { kept, shown, request, signatures };
}

const text = (header: string | string[] | undefined): string => String(header);

/** The signature that the reference library makes. */
const referenceSignature = (secret: string, { rawBody, headers }: ReceivedRequest): string =>
  new Webhook(secret).sign(
    text(headers["webhook-id"]),
    new Date(Number(headers["webhook-timestamp"]) * 1_000),
    rawBody.toString(),
  );

describe("an attempt", () => {
  test("shows the request masked and keeps the answer redacted", async () => {
    const { kept, shown, request } = await attempt(parts());
    expect(request.path).toBe("/hook/hunter2-url");
    expect(request.headers).toMatchObject({
      "x-api-key": "hunter2-header",
      authorization: "Bearer hunter2-auth",
    });
    expect(shown).toMatchObject({ method: "POST", url: `${receiver.url}/hook/{{TOKEN}}` });
    expect(shown.headers).toMatchObject({ "X-Api-Key": "••••", authorization: "Bearer ••••" });
    expect(kept.result.response?.headers).toMatchObject({
      "x-path": "/hook/••••",
      "x-authorization": "Bearer ••••",
    });
    expect(kept.result.response?.body).toContain("/hook/••••");
    expect(JSON.stringify([kept, shown])).not.toContain("hunter2");
  });

  test("keeps neither half of Basic credentials, together or apart", async () => {
    const { kept, shown, request } = await attempt(parts({ auth: { type: "basic", username: "ada" } }));
    const credentials = Buffer.from("ada:hunter2-auth").toString("base64");
    expect(request.headers.authorization).toBe(`Basic ${credentials}`);
    expect(kept.result.response?.headers["x-authorization"]).toBe("Basic ••••");
    expect(JSON.stringify([kept, shown])).not.toContain(credentials);
  });

  test("a channel's header takes the place of the format's own, whatever its case", async () => {
    const headers = [{ name: "USER-AGENT", value: "mine", sensitive: false }];
    const { request, shown } = await attempt(parts({ headers }));
    expect(request.headers["user-agent"]).toBe("mine");
    expect(Object.keys(shown.headers).filter((name) => /^user-agent$/i.test(name))).toEqual(["USER-AGENT"]);
  });

  test("what is shown of it is what arrives, but for the secrets", async () => {
    const { shown, request } = await attempt(parts());
    const { host: _, connection: __, "content-length": ___, ...arrived } = request.headers;
    const named = Object.entries(shown.headers).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(named)).toEqual({
      ...arrived,
      "x-api-key": "••••",
      authorization: "Bearer ••••",
    });
    expect(shown.body).toBe(request.rawBody.toString());
  });

  test("carries tocsin-hops, one more than its event came in with, and no other of that name", async () => {
    const headers = [{ name: "Tocsin-Hops", value: "0", sensitive: false }];
    expect((await attempt(parts({ headers }))).request.headers["tocsin-hops"]).toBe("1");
    const destination = makeDestination({ ...parts(), url: receiver.url, urlSecrets: [] });
    await deliver(sender, destination, { ...sendable, hops: 3 }, () => null, Date.now());
    expect(receiver.requests.at(-1)?.headers["tocsin-hops"]).toBe("4");
  });

  test("asks for an answer that is not compressed", async () => {
    expect((await attempt(parts())).request.headers["accept-encoding"]).toBe("identity");
  });

  test("names no secret in its message", async () => {
    const host = receiver.url.replace("http://", "");
    const { kept } = await attempt(parts({}, { "header:x-api-key": host }));
    expect(kept.result.message).toMatch(/^•••• answered 400: /);
  });

  test("says so where the answer was cut and nothing of it is kept", async () => {
    const long = "long ".repeat(800);
    receiver.answer = () => ({ status: 200, body: "-".repeat(70_000) });
    const cut = await attempt(parts({}, { "header:x-api-key": long }));
    expect(cut.kept.result.response).toMatchObject({ body: "", truncated: true });
    expect(cut.kept.result.message).toMatch(/ answered 200\. The answer was cut and is not kept\.$/);
    const short = await attempt(parts());
    expect(short.kept.result.response?.body).toMatch(/^-+$/);
    expect(short.kept.result.message).toMatch(/ answered 200\.$/);
    receiver.answer = echo;
  });

  test("is signed over the bytes that arrive", async () => {
    const { request, signatures } = await attempt(parts());
    expect(signatures).toEqual([referenceSignature(signing, request)]);
    expect(request.headers["webhook-id"]).toBe("evt_1");
  });
});

describe("after a rotation of the signing secret", () => {
  const until = Date.now() + 24 * 3_600_000;
  const rotated = parts({ previousSecretUntil: until }, { "signing:previous": previous });

  test("for 24 h each of both secrets verifies, the newest first", async () => {
    const { request, signatures } = await attempt(rotated);
    expect(signatures).toEqual([signing, previous].map((secret) => referenceSignature(secret, request)));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, text(value)]),
    );
    for (const secret of [signing, previous])
      expect(new Webhook(secret).verify(request.rawBody, headers)).toMatchObject({ alert_id: "a" });
    const alone = { ...headers, "webhook-signature": signatures[0] ?? "" };
    expect(() => new Webhook(previous).verify(request.rawBody, alone)).toThrow();
  });

  test.each([
    ["a millisecond before the 24 h are over", until - 1, [signing, previous]],
    ["when they are over", until, [signing]],
    ["long after", until + 365 * 86_400_000, [signing]],
  ])("%s", async (_, now, secrets) => {
    const { kept, request, signatures } = await attempt(rotated, now);
    expect(kept.result.startedAt).toBe(now);
    expect(request.headers["webhook-timestamp"]).toBe(String(Math.floor(now / 1_000)));
    expect(signatures).toEqual(secrets.map((secret) => referenceSignature(secret, request)));
  });
});

describe("an attempt in a format with a secret of its own", () => {
  const format = { type: "pagerduty" as const, fields: {}, secrets: ["routing_key"] };
  const key = "r0uting-k3y-of-pagerduty";
  const given = () => parts({ format }, { "format:routing_key": key });

  test("sends the secret in the body, and keeps the body with a mask in its place", async () => {
    const { kept, request, shown, signatures } = await attempt(given());
    expect(JSON.parse(request.rawBody.toString())).toMatchObject({
      routing_key: key,
      event_action: "trigger",
    });
    expect(JSON.parse(kept.facts.body)).toMatchObject({ routing_key: "••••", event_action: "trigger" });
    expect(shown.body).toBe(request.rawBody.toString().replace(key, "••••"));
    expect(signatures).toEqual([referenceSignature(signing, request)]);
  });

  test.each<[string, (body: string) => string]>([
    ["byte for byte", (body) => body],
    ["within JSON", (body) => JSON.stringify({ got: body })],
    ["within a URL", (body) => `https://example.com/?got=${encodeURIComponent(body)}`],
  ])("masks it in an answer that gives the body back %s, and leaves the rest alone", async (_, give) => {
    receiver.answer = ({ rawBody }) => ({ status: 400, body: give(rawBody.toString()) });
    const { kept } = await attempt(given());
    expect(kept.result.response?.body).toBe(
      give(kept.facts.body).replaceAll(encodeURIComponent("••••"), "••••"),
    );
    expect(JSON.stringify(kept)).not.toContain(key);
    receiver.answer = echo;
  });

  test("the event's details are read once, for what is sent and for what is kept", async () => {
    let reads = 0;
    const { request } = await attempt(given(), Date.now(), () => {
      reads += 1;
      return { volume: "/var" };
    });
    expect(request.rawBody.toString()).toContain("/var");
    expect(reads).toBe(1);
  });

  test("a 401 names its field", async () => {
    receiver.answer = () => ({ status: 401 });
    const { kept } = await attempt(given());
    expect(kept.result.message).toContain("check the Integration Key under Format.");
    receiver.answer = echo;
  });

  test("there is no destination without it", () => {
    expect(() => makeDestination(parts({ format }))).toThrow('The secret "format:routing_key" is missing.');
  });
});

describe("an attempt whose receiver says no", () => {
  const slack = { type: "slack" as const, fields: {}, secrets: [] };
  const answered = async (answer: Answering, format: DestinationParts["format"] = slack) => {
    receiver.answer = answer;
    const { kept } = await attempt(parts({ format }));
    receiver.answer = echo;
    return kept.result;
  };

  test("by a 200 has been refused, with its words and without secrets", async () => {
    const result = await answered(({ path }) => ({
      status: 200,
      body: JSON.stringify({ ok: false, error: `no_service at ${path}` }),
    }));
    expect(result).toMatchObject({ outcome: "receiver_refused", status: 200, triesAgain: false });
    expect(result.message).toBe(
      `127.0.0.1:${receiver.port} answered 200 but refused the message: it said “no_service at /hook/••••”, so check the channel's format and the receiver.`,
    );
  });

  test("and yes by the same 200, or in a format that reads no verdict, has taken it", async () => {
    expect(await answered(() => ({ status: 200, body: "ok" }))).toMatchObject({ outcome: "delivered" });
    const none = { type: "alert" as const, fields: {}, secrets: [] };
    expect(await answered(() => ({ status: 200, body: "no_service" }), none)).toMatchObject({
      outcome: "delivered",
    });
  });
});
