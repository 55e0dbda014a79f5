import { expect, test } from "vitest";
import { apiOf, connect, createApiKey } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { firing, idOf, prometheusOf } from "./posting.ts";

type SenderRow = {
  source: string;
  keyName: string | null;
  posts: number;
  alerts: number;
  refused: number;
  lastAlertId: string | null;
  lastRefusal: string | null;
};

const sendersIn = (dataDir: string) =>
  inDatabase(
    dataDir,
    (sqlite) =>
      sqlite
        .prepare(
          `SELECT source, api_keys.name AS keyName, sum(posts) AS posts, sum(alerts) AS alerts,
             sum(refused) AS refused, last_alert_id AS lastAlertId, last_refusal AS lastRefusal
           FROM senders JOIN sender_hours USING (source, api_key_id)
             LEFT JOIN api_keys ON api_keys.id = api_key_id
           GROUP BY source, api_key_id ORDER BY source, keyName`,
        )
        .all() as SenderRow[],
  );

test("what each sender posts is noted: of accepted and refused posts, by source and key", async () => {
  using folder = temporaryFolder();
  await using tocsin = await startTocsin({ dataDir: folder.path });
  const post = prometheusOf(tocsin);
  await post([firing("A"), firing("B")]);
  await post([firing("B")]);
  await post([{ labels: {} }]);
  await apiOf(tocsin.url, "tocsin_unknown").request("POST", "/api/v1/in/sentry", { body: {} });
  await apiOf(tocsin.url, "tocsin_unknown").request("POST", "/api/v1/in/nothing", { body: {} });
  const reader = createApiKey(tocsin.dataDir, ["read"], "Reader");
  await apiOf(tocsin.url, reader).request("POST", "/api/v1/in/grafana", { body: {} });
  await apiOf(tocsin.url, createApiKey(tocsin.dataDir, ["ingest"], "Own")).post({
    alert_id: "x",
    alert_title: "X",
  });
  const rows = await until("the notes", async () => {
    const found = sendersIn(tocsin.dataDir);
    return found.length >= 4 ? found : undefined;
  });
  const refusal = (status: number, start: string) =>
    expect.stringMatching(`"status":${status},"message":"${start}`);
  expect(rows).toEqual([
    {
      source: "grafana",
      keyName: "Reader",
      posts: 0,
      alerts: 0,
      refused: 1,
      lastAlertId: null,
      lastRefusal: refusal(403, "This API key lacks"),
    },
    {
      source: "native",
      keyName: "Own",
      posts: 1,
      alerts: 1,
      refused: 0,
      lastAlertId: "x",
      lastRefusal: null,
    },
    {
      source: "prometheus",
      keyName: "Tests",
      posts: 2,
      alerts: 3,
      refused: 1,
      lastAlertId: idOf("B"),
      lastRefusal: refusal(422, "Nothing was stored"),
    },
    {
      source: "sentry",
      keyName: null,
      posts: 0,
      alerts: 0,
      refused: 1,
      lastAlertId: null,
      lastRefusal: refusal(401, "This"),
    },
  ]);
});

test("a clean stop keeps what was counted last", async () => {
  using folder = temporaryFolder();
  await using tocsin = await startTocsin({ dataDir: folder.path });
  await connect(tocsin).post({ alert_title: "A" });
  expect(await tocsin.stop()).toBe(0);
  expect(sendersIn(folder.path)).toMatchObject([{ source: "native", posts: 1, alerts: 1 }]);
});
