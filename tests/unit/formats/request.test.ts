import { describe, expect, test } from "vitest";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { masked, type RequestSettings, requestOf, templateOf } from "#lib/formats/request.ts";

const channel: RequestSettings = {
  url: "https://jira.example.com/hook/{{TOKEN}}?key={{KEY}}",
  urlSecrets: ["TOKEN", "KEY"],
  auth: { type: "basic", username: "ada" },
  format: ALERT_FORMAT,
  headers: [
    { name: "X-Team", value: "ops", sensitive: false },
    { name: "X-Api-Key", value: null, sensitive: true },
  ],
};
const values = new Map([
  ["url:TOKEN", "t0ken"],
  ["url:KEY", "k3y"],
  ["auth", "passw0rd"],
  ["header:x-api-key", "s3cret"],
]);
const filled = (name: string) => values.get(name) ?? "";

const facts = { eventId: "evt_1", body: "{}", hops: 2, timestamp: 1_767_322_800 };

test("a request as it is sent", () => {
  expect(requestOf(templateOf(channel, filled), { ...facts, signature: "v1,abc" })).toEqual({
    method: "POST",
    url: "https://jira.example.com/hook/t0ken?key=k3y",
    headers: {
      "content-type": "application/json",
      "user-agent": "Tocsin/1.0",
      "accept-encoding": "identity",
      "X-Team": "ops",
      "X-Api-Key": "s3cret",
      authorization: `Basic ${btoa("ada:passw0rd")}`,
      "webhook-id": "evt_1",
      "webhook-timestamp": "1767322800",
      "webhook-signature": "v1,abc",
      "tocsin-hops": "3",
    },
    body: "{}",
  });
});

test("the same as it is shown: masks in place of the secrets and the signature", () => {
  const sent = requestOf(templateOf(channel, filled), { ...facts, signature: "v1,abc" });
  const shown = requestOf(templateOf(channel, masked), facts);
  expect(shown).toEqual({
    ...sent,
    url: channel.url,
    headers: {
      ...sent.headers,
      "X-Api-Key": "••••",
      authorization: "Basic ••••",
      "webhook-signature": "v1,••••",
    },
  });
  expect(Object.keys(shown.headers)).toEqual(Object.keys(sent.headers));
});

describe("each header stands there once", () => {
  test.each(["User-Agent", "USER-AGENT", "user-agent"])(
    "a channel's %s takes the place of the format's",
    (name) => {
      const own = { ...channel, headers: [{ name, value: "mine", sensitive: false }] };
      for (const fill of [filled, masked]) {
        const { headers } = requestOf(templateOf(own, fill), facts);
        const names = Object.keys(headers).map((one) => one.toLowerCase());
        expect(names).toEqual([...new Set(names)]);
        expect(headers[name]).toBe("mine");
      }
    },
  );

  test("a channel's tocsin-hops is left out, whatever its case", () => {
    const own = { ...channel, headers: [{ name: "Tocsin-Hops", value: "0", sensitive: false }] };
    const { headers } = requestOf(templateOf(own, filled), facts);
    expect(headers["Tocsin-Hops"]).toBeUndefined();
    expect(headers["tocsin-hops"]).toBe("3");
  });
});

test.each<[RequestSettings["auth"], string | undefined]>([
  [{ type: "none" }, undefined],
  [{ type: "basic", username: "ada" }, "Basic ••••"],
  [{ type: "token" }, "Bearer ••••"],
])("Authorization of %j is shown as %s", (auth, shown) => {
  expect(templateOf({ ...channel, auth }, masked).headers.authorization).toBe(shown);
});

test.each([
  ["https://a.example/alerts", "", "https://a.example/alerts"],
  ["https://a.example/alerts", "/1/close?by=alias", "https://a.example/alerts/1/close?by=alias"],
  ["https://a.example/alerts/", "/1/close", "https://a.example/alerts/1/close"],
  [
    "https://a.example/{{A}}?key={{KEY}}",
    "/1/close?by=alias",
    "https://a.example/{{A}}/1/close?by=alias&key={{KEY}}",
  ],
  ["https://a.example/alerts?key={{KEY}}", "/1/close", "https://a.example/alerts/1/close?key={{KEY}}"],
  ["https://a.example/", "/1", "https://a.example/1"],
])("%s and the event's %j: %s", (url, path, expected) => {
  const own = { ...channel, url, urlSecrets: [] };
  expect(requestOf(templateOf(own, masked), { ...facts, path }).url).toBe(expected);
});
