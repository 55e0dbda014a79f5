import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PAYLOAD_KEYS, STATUSES } from "#lib/domain/alert/alert.ts";
import { type Api, connect } from "../../support/api.ts";
import { stored } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = await connect(tocsin);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 250 }),
  fc.constantFrom("", ".", "..", "\u0000", "\ud83d", "Open", "High", "2026-11-24T06:22:48Z", "__proto__"),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(null),
);
const keys = fc.constantFrom(
  ...PAYLOAD_KEYS,
  "details",
  "idempotency_key",
  "titel",
  "__proto__",
  "constructor",
);
const oddAlert = fc
  .tuple(fc.boolean(), fc.dictionary(keys, odd, { maxKeys: 6 }))
  .map(([titled, fields]) => (titled ? { alert_title: "A", ...fields } : fields));
const goodAlert = fc.record(
  {
    alert_title: fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => `A${text}`),
    alert_id: fc.constantFrom("a", "b"),
    status: fc.constantFrom(...STATUSES),
    description: fc.string({ unit: "grapheme" }),
    details: fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
  },
  { requiredKeys: ["alert_title"] },
);
const alert = fc.oneof(goodAlert, oddAlert);
const item = fc.oneof(
  { weight: 9, arbitrary: alert },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
);
const alerts = fc.oneof(fc.array(goodAlert, { maxLength: 4 }), fc.array(item, { maxLength: 4 }));

const body = fc.oneof(
  alert.map((one) => JSON.stringify(one)),
  alerts.map((all) => JSON.stringify(all)),
  alerts.map((all) => all.map((one) => JSON.stringify(one)).join("\n")),
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 100 }),
);
const headers = fc.record(
  {
    "content-type": fc.constantFrom(
      "application/json",
      "application/json",
      "application/x-ndjson",
      "application/x-ndjson; charset=utf-8",
      "text/plain",
    ),
    "idempotency-key": fc.string({ minLength: 1, maxLength: 210 }),
    "webhook-id": fc.string({ minLength: 1, maxLength: 40 }),
  },
  { requiredKeys: ["content-type"] },
);

test("whatever is posted, it is taken whole or refused whole, and never breaks anything", async () => {
  const answered = new Map<number, number>();
  const post = fc.asyncProperty(body, headers, async (content, sent) => {
    const before = stored(tocsin.dataDir).events;
    const answer = await api.request("POST", "/api/v1/alerts", { body: content, headers: sent });
    answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
    expect([202, 400, 409, 415, 422]).toContain(answer.status);
    const accepted = answer.status === 202 ? (answer.body as { accepted: number }).accepted : 0;
    expect(stored(tocsin.dataDir).events).toBe(before + accepted);
  });
  await fc.assert(post, { numRuns: 500 });
  // The bodies are of both kinds: what is never taken would prove nothing.
  for (const status of [202, 400, 415, 422]) expect(answered.get(status), `${status}`).toBeGreaterThan(10);
});

test("as many faults as fit into a post are no more than a refusal", async () => {
  const names = Array.from({ length: 110_000 }, (_, index) => `"${index.toString(36)}":0`);
  const answer = await api.request("POST", "/api/v1/alerts", {
    body: `{${names.join(",")}}`.padEnd(1024 * 1024),
  });
  expect(answer.status).toBe(422);
});
