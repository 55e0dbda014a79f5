import { describe, expect, test } from "vitest";
import { MalformedBody } from "#lib/sources/source.ts";
import { alertOf, alertsOf, mapPost, missingIn, payload, refusalOf } from "./mapped.ts";

const alarm = JSON.parse(payload("aws-sns-cloudwatch-alarm"));
const message = JSON.parse(alarm.Message);

test("a CloudWatch alarm, without what authenticates or acts", () => {
  const { Signature: _s, SigningCertURL: _c, UnsubscribeURL: _u, ...kept } = alarm;
  expect(alertOf("aws-sns", alarm)).toEqual({
    alert_id: "aws-sns:ns:arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu-web",
    alert_title: "cpu-web",
    description: message.NewStateReason,
    event_description: message.NewStateReason,
    category: "AWS/EC2",
    source_id: "arn:aws:sns:eu-central-1:123456789012:alarms",
    source_name: "alarms",
    source_type: "aws-sns",
    occurred_at: "2026-11-28T09:06:38.123Z",
    details: { ...kept, Message: message },
  });
});

test.each([
  ["ALARM", undefined],
  ["OK", "Resolved"],
])("state %s", (NewStateValue, status) => {
  const body = { ...alarm, Message: JSON.stringify({ ...message, NewStateValue }) };
  expect(alertOf("aws-sns", body).status).toBe(status);
});

test("too little data is no alert, so it opens no alarm that is over", () => {
  const Message = JSON.stringify({ ...message, NewStateValue: "INSUFFICIENT_DATA" });
  expect(alertsOf("aws-sns", { ...alarm, Message })).toEqual([]);
});

test.each([
  ["of text", "Disk full\non db-17", "Disk full\non db-17"],
  ["of other JSON", '{"id": 1}', '{"id": 1}'],
  ["that only looks like JSON", "{oops", "{oops"],
])("a notification %s is known by its subject and topic", (_, Message, description) => {
  expect(alertOf("aws-sns", { ...alarm, Subject: "Disk", Message })).toMatchObject({
    alert_id: "aws-sns:ns:Disk · alarms",
    alert_title: "Disk",
    description,
    occurred_at: "2026-11-28T09:06:38.345Z",
  });
});

test("without a subject, the first line is the title", () => {
  expect(
    alertOf("aws-sns", { ...alarm, Subject: undefined, Message: "Disk full\non db-17" }).alert_title,
  ).toBe("Disk full");
});

test("a subscription waits for a click", () => {
  expect(mapPost("aws-sns", payload("aws-sns-subscription-confirmation"))).toEqual({
    kind: "subscription",
    topicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
    subscribeUrl:
      "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:123456789012:alarms&Token=2336412f37f0example",
  });
});

test("the end of a subscription makes no alert", () => {
  expect(alertsOf("aws-sns", { ...alarm, Type: "UnsubscribeConfirmation" })).toEqual([]);
});

describe("refused", () => {
  test.each([
    [{}, ["TopicArn", "Type", "Message"]],
    [{ ...alarm, Message: "" }, ["Message"]],
    [{ ...alarm, Type: "Other" }, ["Type"]],
    [{ Type: "SubscriptionConfirmation", TopicArn: "arn" }, ["SubscribeURL"]],
  ])("%j", (body, paths) => {
    expect(missingIn("aws-sns", body)).toEqual(paths);
  });

  test("raw delivery", () => {
    const given = { headers: { "x-amz-sns-rawdelivery": "true" } };
    expect(refusalOf("aws-sns", "Disk full", given).message).toContain("raw message delivery");
  });

  test("no JSON", () => {
    expect(() => mapPost("aws-sns", "Disk full")).toThrow(MalformedBody);
  });
});
