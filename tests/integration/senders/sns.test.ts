import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, connect, createApiKey, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let sender: Api;

beforeAll(async () => {
  tocsin = await startTocsin();
  sender = connect(tocsin, ["ingest"]);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const fixture = JSON.parse(
  readFileSync(
    new URL("../../fixtures/payloads/aws-sns-subscription-confirmation.json", import.meta.url),
    "utf8",
  ),
);

const ask = (given: object) =>
  sender.request<Problem>("POST", "/api/v1/in/aws-sns", {
    body: JSON.stringify({ ...fixture, ...given }),
    headers: {
      "content-type": "text/plain; charset=UTF-8",
      "x-amz-sns-message-type": "SubscriptionConfirmation",
    },
  });

const rows = () =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare(
        "SELECT id, topic_arn AS topicArn, sealed_url AS sealed, confirmed_at AS at FROM sns_subscriptions",
      )
      .all(),
  ) as { id: string; topicArn: string; sealed: Buffer | null; at: number | null }[];

const notification = readFileSync(
  new URL("../../fixtures/payloads/aws-sns-cloudwatch-alarm.json", import.meta.url),
  "utf8",
);

/** How many posts without a valid key were refused; null before any was noted. */
const refusedWithoutKey = () =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT sum(refused) FROM sender_hours WHERE source = 'aws-sns' AND api_key_id = ''")
      .pluck()
      .get(),
  ) as number | null;

const SUBSCRIBE = "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=s3cret-t0ken";

test("a topic that asks is kept until an admin confirms it: once, sealed, and nothing is fetched", async () => {
  for (let time = 0; time < 2; time++) {
    const answer = await ask({ SubscribeURL: SUBSCRIBE });
    expect([answer.status, answer.body]).toEqual([202, { accepted: 0, duplicates: 0, results: [] }]);
  }
  expect(rows()).toEqual([
    { id: expect.stringMatching(/^sub_/), topicArn: fixture.TopicArn, sealed: expect.any(Buffer), at: null },
  ]);
  expect(rows()[0]?.sealed?.toString("latin1")).not.toContain("s3cret");
  expect(tocsin.output()).not.toContain("s3cret");
});

test("its credentials come only after a challenge: that first post is no refusal", async () => {
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Topic");
  const headers = { "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": "Notification" };
  const post = (more: Record<string, string> = {}) =>
    fetch(`${tocsin.url}/api/v1/in/aws-sns`, {
      method: "POST",
      headers: { ...headers, ...more },
      body: notification,
    });
  const first = await post();
  expect([first.status, first.headers.get("www-authenticate")]).toEqual([
    401,
    expect.stringMatching(/^Basic realm="Tocsin"(,|$)/),
  ]);
  const second = await post({ authorization: `Basic ${btoa(`tocsin:${key}`)}` });
  expect([second.status, await second.json()]).toEqual([202, expect.objectContaining({ accepted: 1 })]);
  expect((await post({ authorization: `Basic ${btoa("tocsin:wrong")}` })).status).toBe(401);
  const refused = await until("the refusal of the wrong key", async () => refusedWithoutKey() ?? undefined);
  expect(refused).toBe(1);
});

test("an alarm that is over stays so when its data becomes too little", async () => {
  const alarm = JSON.parse(JSON.parse(notification).Message);
  const id = `aws-sns:tests:${alarm.AlarmArn}`;
  const states: [string, object, string][] = [
    ["ALARM", { accepted: 1 }, "Open"],
    ["INSUFFICIENT_DATA", { accepted: 0, duplicates: 0 }, "Open"],
    ["OK", { accepted: 1 }, "Resolved"],
    ["INSUFFICIENT_DATA", { accepted: 0, duplicates: 0 }, "Resolved"],
    ["ALARM", { accepted: 1 }, "Open"],
  ];
  for (const [NewStateValue, answer, status] of states) {
    const Message = JSON.stringify({ ...alarm, NewStateValue });
    const { body } = await sender.request("POST", "/api/v1/in/aws-sns", {
      body: JSON.stringify({ ...JSON.parse(notification), Message }),
      headers: { "content-type": "text/plain", "x-amz-sns-message-type": "Notification" },
    });
    expect(body).toMatchObject(answer);
    expect((await connect(tocsin).alert(id)).status).toBe(status);
  }
});

test.each(["https://evil.example/?Token=1", "http://sns.us-west-2.amazonaws.com/", "https://127.0.0.1/"])(
  "an address that is not SNS' is refused: %s",
  async (url) => {
    const before = rows();
    const { status, body } = await ask({ SubscribeURL: url, TopicArn: "arn:aws:sns:us-west-2:1:other" });
    expect([status, body.detail]).toEqual([422, expect.stringContaining("sns.<region>.amazonaws.com")]);
    expect(rows()).toEqual(before);
  },
);
