import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

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

test.each(["https://evil.example/?Token=1", "http://sns.us-west-2.amazonaws.com/", "https://127.0.0.1/"])(
  "an address that is not SNS' is refused: %s",
  async (url) => {
    const before = rows();
    const { status, body } = await ask({ SubscribeURL: url, TopicArn: "arn:aws:sns:us-west-2:1:other" });
    expect([status, body.detail]).toEqual([422, expect.stringContaining("sns.<region>.amazonaws.com")]);
    expect(rows()).toEqual(before);
  },
);
