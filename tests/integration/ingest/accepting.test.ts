import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Accepted, type Api, connect } from "../../support/api.ts";
import { stored } from "../../support/database.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { MOUNTS } from "./mounts.ts";

const MIB = 1024 * 1024;
const eventId = /^evt_[0-9a-z]+_[0-9a-z]{13}$/;
const alertId = /^alr_[0-9a-f-]{36}$/;

describe.each(MOUNTS)("%s", (_, program) => {
  let tocsin: Tocsin;
  let api: Api;

  beforeAll(async () => {
    tocsin = await startTocsin({ program });
    api = await connect(tocsin);
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  async function send(body: string | Uint8Array, headers: Record<string, string> = {}, chunked = false) {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const answer = await rawRequest(tocsin.url, "/api/v1/alerts", {
      headers: {
        authorization: `Bearer ${api.key}`,
        "content-type": "application/json",
        ...(!chunked && length),
        ...headers,
      },
      chunks: [body],
    });
    return { status: answer.status, body: JSON.parse(answer.body) as Accepted, headers: answer.headers };
  }

  test("one alert: 202 with what became of it", async () => {
    const answer = await send('{"alert_id":"one","alert_title":"Disk full"}');
    expect(answer.status).toBe(202);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.body).toEqual({
      accepted: 1,
      duplicates: 0,
      results: [{ event_id: expect.stringMatching(eventId), alert_id: "one", duplicate: false }],
    });
  });

  test("an array: one result per alert, in order", async () => {
    const { body } = await send(
      '[{"alert_title":"A"},{"alert_title":"B","alert_id":"b"},{"alert_title":"C"}]',
    );
    expect(body).toMatchObject({ accepted: 3, duplicates: 0 });
    expect(body.results.map((one) => one.alert_id)).toEqual([
      expect.stringMatching(alertId),
      "b",
      expect.stringMatching(alertId),
    ]);
    expect(new Set(body.results.map((one) => one.event_id)).size).toBe(3);
  });

  test("NDJSON: one result per line that is not blank", async () => {
    const lines = '\n{"alert_title":"A","alert_id":"n1"}\r\n\r\n{"alert_title":"B","alert_id":"n2"}\n';
    const { status, body } = await send(lines, { "content-type": "application/x-ndjson; charset=utf-8" });
    expect(status).toBe(202);
    expect(body.results.map((one) => one.alert_id)).toEqual(["n1", "n2"]);
  });

  test.each(["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'])(
    "the type %s",
    async (type) => {
      expect((await send('{"alert_title":"A"}', { "content-type": type })).status).toBe(202);
    },
  );

  test.each([
    ["announced", false],
    ["chunked", true],
  ])("a body of exactly 1 MiB, %s", async (_how, chunked) => {
    const before = stored(tocsin.dataDir).events;
    const alerts = JSON.stringify(
      Array.from({ length: 900 }, () => ({ alert_title: "A", description: "x".repeat(1_000) })),
    );
    expect((await send(alerts.padEnd(MIB), {}, chunked)).status).toBe(202);
    expect(stored(tocsin.dataDir).events).toBe(before + 900);
  });

  test("1,000 alerts in one post", async () => {
    const { body } = await send(JSON.stringify(Array(1_000).fill({ alert_title: "A" })));
    expect(body).toMatchObject({ accepted: 1_000, duplicates: 0 });
    expect(body.results).toHaveLength(1_000);
  });

  test("a byte order mark in front", async () => {
    expect((await send('\ufeff{"alert_title":"A"}')).status).toBe(202);
  });

  test("a webhook-id of somebody else", async () => {
    expect((await send('{"alert_title":"A"}', { "webhook-id": "evt_of_another" })).status).toBe(202);
  });
});
