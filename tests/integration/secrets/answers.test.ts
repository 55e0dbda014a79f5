import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Scope } from "#lib/domain/people/actor.ts";
import { MASK } from "#lib/domain/secret.ts";
import { type Api, type Channel, type ChannelTest, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const secret = "s3cret-Token-0123456789";
/** All that is kept of a body. */
const MAX_BODY = 64 * 1024;

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
  const headers = [{ name: "X-Api-Key", value: secret, sensitive: true }];
  channel = await api.createChannel({ url: `${receiver.url}/hook`, headers, retry_schedule: [] });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

/** Sends an alert, by a post or by a Test, and gives what is kept of the answer. */
const ways: [name: string, send: (alert: object) => Promise<{ body: string; truncated: boolean } | null>][] =
  [
    [
      "a delivery",
      async (alert) => {
        const [result] = (await api.post(alert)).results;
        const { attempts } = await api.waitForDelivery(result?.event_id ?? "", "delivered");
        return attempts[0]?.response ?? null;
      },
    ],
    [
      "a Test",
      async (alert) => {
        const path = `/api/v1/channels/${channel.id}/test`;
        return (await api.request<ChannelTest>("POST", path, { body: { alert } })).body.response;
      },
    ],
  ];

describe.each(ways)("guesses in an alert, sent back to %s", (_, send) => {
  const wrong = secret.replace("0123456789", "9876543210");

  test.each([
    ["as they came", (body: string) => body],
    ["in JSON", (body: string) => JSON.stringify({ data: body })],
    ["in a URL", (body: string) => encodeURIComponent(body)],
  ])("%s, show nothing", async (_, echo) => {
    receiver.answer = ({ rawBody }) => ({ status: 200, body: echo(rawBody.toString()) });
    const response = await send({ alert_title: "Guesses", description: `${wrong} ${secret}` });
    expect(response?.body).toContain(wrong);
    expect(response?.body).toContain(secret);
    expect(response?.body).not.toContain(MASK);
  });

  test("at the end of an answer that was cut, a right beginning leaves what a wrong one does", async () => {
    const known = { text: "" };
    receiver.answer = () => ({
      status: 200,
      body: "-".repeat(MAX_BODY - known.text.length) + known.text + "-".repeat(100),
    });
    const kept: unknown[] = [];
    for (let length = 0; length < secret.length; length += 3) {
      for (const guess of [secret, secret.replaceAll(/./g, "x")]) {
        known.text = guess.slice(0, length);
        kept.push(await send({ alert_title: "A guess" }));
      }
    }
    const bodies = kept.map((one) => (one as { body: string }).body);
    expect(bodies[0]).toMatch(/^-+$/);
    expect(new Set(bodies).size).toBe(1);
  });
});

test("a secret of an answer is masked beside the copy of what was sent", async () => {
  receiver.answer = ({ headers, rawBody }) => ({ status: 200, body: `${headers["x-api-key"]} ${rawBody}` });
  const [result] = (await api.post({ alert_title: secret })).results;
  const { attempts } = await api.waitForDelivery(result?.event_id ?? "", "delivered");
  expect(attempts[0]?.response?.body).toMatch(new RegExp(`^${MASK} \\{.*"alert_title":"${secret}"`));
});

describe("headers and bodies of answers", () => {
  let path: string;

  beforeAll(async () => {
    receiver.answer = () => ({ status: 200, headers: { "x-answer": "from-afar" }, body: "answer-body" });
    const [result] = (await api.post({ alert_title: "A" })).results;
    path = `/deliveries/${(await api.waitForDelivery(result?.event_id ?? "", "delivered")).id}`;
  });

  const holdsAnswer = (text: string) => [text.includes("from-afar"), text.includes("answer-body")];

  test.each<[Scope[], boolean]>([
    [["read"], false],
    [["ingest", "read"], false],
    [["read", "operate"], true],
    [["read", "manage"], true],
    [["manage"], true],
  ])("with the scopes %j", async (scopes, shown) => {
    const { status, body } = await connect(tocsin, scopes).get<{ attempts: { response: unknown }[] }>(
      `/api/v1${path}`,
    );
    expect(status).toBe(200);
    expect(body.attempts).toMatchObject([{ number: 1, outcome: "delivered", status: 200 }]);
    expect(body.attempts[0]?.response === null).toBe(!shown);
    expect(holdsAnswer(JSON.stringify(body))).toEqual([shown, shown]);
  });

  test.each(ROLES)("on the page of a delivery, as %s", async (role) => {
    const email = `${role}@example.com`;
    const password = "correct horse battery";
    const args = ["user", "create", "--email", email, "--name", role, "--role", role, "--password-file", "-"];
    await cli(args, { dataDir: tocsin.dataDir, stdin: password });
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(email, password);
    const shown = role !== "viewer";
    for (const headers of [new Headers(), new Headers({ rsc: "1" })]) {
      const page = await visitor.request(path, { headers, redirect: "follow" });
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain("Attempt");
      expect(holdsAnswer(text)).toEqual([shown, shown]);
    }
  });
});
