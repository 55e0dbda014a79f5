import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { inDatabase, stored } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let key: string;
let keys = 0;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = await connect(tocsin);
  await api.createChannel({ url: receiver.url });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

beforeEach(() => {
  key = `key ${++keys}`;
});

const byHeader = (): Record<string, string> => ({ "idempotency-key": key });

/** Requests that the receiver got for an event, once an alert posted after it has arrived. */
async function sentFor(eventId: string): Promise<number> {
  const later = (await api.post({ alert_title: "Later" })).results[0]?.event_id;
  const requests = await receiver.waitFor((all) =>
    all.some(({ headers }) => headers["webhook-id"] === later),
  );
  return requests.filter(({ headers }) => headers["webhook-id"] === eventId).length;
}

describe("the same key and the same content", () => {
  test.each<[string, () => [unknown, Record<string, string>]]>([
    ["by header", () => [{ alert_title: "A" }, byHeader()]],
    ["by field", () => [{ alert_title: "A", idempotency_key: key }, {}]],
  ])("%s, is answered as before and not sent again", async (_, post) => {
    const [first] = (await api.post(...post())).results;
    const before = stored(tocsin.dataDir);
    expect(await api.post(...post())).toEqual({
      accepted: 0,
      duplicates: 1,
      results: [{ ...first, duplicate: true }],
    });
    expect(stored(tocsin.dataDir)).toEqual(before);
    expect(await sentFor(first?.event_id ?? "")).toBe(1);
  });

  test("once by header and once by field are the same", async () => {
    const [first] = (await api.post({ alert_title: "A" }, byHeader())).results;
    const { results } = await api.post([{ alert_title: "A", idempotency_key: key }]);
    expect(results).toEqual([{ ...first, duplicate: true }]);
  });

  test("in another spelling of the same content", async () => {
    await api.post(
      { alert_title: "A", occurred_at: "2026-11-24T06:22:48Z", details: { a: 1, b: 2 } },
      byHeader(),
    );
    const body =
      '{ "details":{"b":2,"a":1.0}, "occurred_at":"2026-11-24T07:22:48+01:00", "category":null, "alert_title":"\\u0041" }';
    const again = await api.request("POST", "/api/v1/alerts", { body, headers: byHeader() });
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  test("twice in one array: stored once, and told so", async () => {
    const alert = { alert_title: "A", idempotency_key: key };
    const { accepted, duplicates, results } = await api.post([alert, { alert_title: "B" }, alert]);
    expect({ accepted, duplicates }).toEqual({ accepted: 2, duplicates: 1 });
    expect(results.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
    expect(results[2]?.event_id).toBe(results[0]?.event_id);
    expect(await sentFor(results[0]?.event_id ?? "")).toBe(1);
  });

  test("posted many times at once: stored once", async () => {
    const posts = await Promise.all(
      Array.from({ length: 20 }, () => api.post({ alert_title: "A", idempotency_key: key })),
    );
    expect(posts.filter(({ accepted }) => accepted === 1)).toHaveLength(1);
    expect(new Set(posts.map(({ results }) => results[0]?.event_id)).size).toBe(1);
  });

  test("of an alert without a title of its own, known then", async () => {
    const { results } = await api.post({ alert_title: "A" });
    const event = { alert_id: results[0]?.alert_id, status: "Resolved" };
    await api.post(event, byHeader());
    expect(await api.post(event, byHeader())).toMatchObject({ duplicates: 1 });
  });
});

describe("the same key and other content", () => {
  test("is 409, and the first is still answered as before", async () => {
    const first = await api.post({ alert_title: "A" }, byHeader());
    const other = await api.request("POST", "/api/v1/alerts", {
      body: { alert_title: "B" },
      headers: byHeader(),
    });
    expect(other.status).toBe(409);
    const again = await api.post({ alert_title: "A" }, byHeader());
    expect(again.results[0]?.event_id).toBe(first.results[0]?.event_id);
  });

  test("is told only where the alert itself is sound: 422 comes before 409", async () => {
    await api.post({ alert_title: "A" }, byHeader());
    const other = await api.request("POST", "/api/v1/alerts", {
      body: { category: "no title" },
      headers: byHeader(),
    });
    expect(other.status).toBe(422);
  });

  test.each([["new"], ["known"]])(
    "within one post is told of the others only: the key is %s",
    async (which) => {
      const first = { alert_title: "A", idempotency_key: key };
      if (which === "known") await api.post(first);
      const other = { alert_title: "B", idempotency_key: key };
      const body = [first, other, first, other];
      const { status, body: problem } = await api.request<Problem>("POST", "/api/v1/alerts", { body });
      expect([status, problem.issues?.map(({ path }) => path)]).toEqual([
        409,
        ["[1].idempotency_key", "[3].idempotency_key"],
      ]);
    },
  );

  test("a post that was refused leaves its keys free", async () => {
    const body = [
      { alert_title: "A", idempotency_key: key },
      { alert_title: "B", status: "open" },
    ];
    expect((await api.request("POST", "/api/v1/alerts", { body })).status).toBe(422);
    expect(await api.post({ alert_title: "C" }, byHeader())).toMatchObject({ accepted: 1 });
  });
});

test("keys are per API key", async () => {
  const other = connect(tocsin);
  await api.post({ alert_title: "A" }, byHeader());
  expect(await other.post({ alert_title: "B" }, byHeader())).toMatchObject({ accepted: 1, duplicates: 0 });
});

test("a key is free again after 24 hours", async () => {
  const first = await api.post({ alert_title: "A" }, byHeader());
  age(24 * 3_600_000 - 60_000);
  expect(await api.post({ alert_title: "A" }, byHeader())).toMatchObject({ duplicates: 1 });
  age(60_000);
  const later = await api.post({ alert_title: "B" }, byHeader());
  expect(later).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(later.results[0]?.event_id).not.toBe(first.results[0]?.event_id);
  expect(await api.post({ alert_title: "B" }, byHeader())).toMatchObject({ duplicates: 1 });
});

/** Makes the key's post older. */
function age(byMs: number): void {
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("UPDATE idempotency_keys SET created_at = created_at - ? WHERE key = ?").run(byMs, key),
  );
}
