import { afterAll, beforeAll, expect, test } from "vitest";
import { fillHistory } from "../../bench/past.ts";
import { type Alert, type Api, apiOf, createApiKey, type Page } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

/** So many that the index is still being made when the first list is asked for. */
const ALERTS = 60_000;
const password = "correct horse battery";

type List = Page<Alert> & { index_behind_seconds?: number };

const stack = new AsyncDisposableStack();
let tocsin: Tocsin;
let api: Api;

/** As after an upgrade: the alerts are there, and the index is not. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const key = await prepare(folder.path);
  inDatabase(folder.path, (sqlite) => fillHistory(sqlite, ALERTS, channelOf(sqlite)));
  tocsin = stack.use(await startTocsin({ dataDir: folder.path, env: { RETENTION_DAYS: "36500" } }));
  api = apiOf(tocsin.url, key);
});

afterAll(() => stack.disposeAsync());

async function prepare(dataDir: string): Promise<string> {
  await using first = await startTocsin({ dataDir });
  const key = createApiKey(dataDir);
  await apiOf(first.url, key).createChannel({ url: "http://127.0.0.1:9/hook", enabled: false });
  const args = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--role", "viewer"];
  await cli([...args, "--password-file", "-"], { dataDir, stdin: password });
  await first.stop();
  return key;
}

const channelOf = (sqlite: Parameters<Parameters<typeof inDatabase>[1]>[0]): string =>
  String(sqlite.prepare("SELECT id FROM channels").pluck().get());

const list = async (query: string): Promise<List> => (await api.get<List>(`/api/v1/alerts?${query}`)).body;
const newest = `past-${ALERTS}`;

test("while the index is made anew, lists say how far the search is behind, and filters lack nothing", async () => {
  const { data, index_behind_seconds } = await list("category=Storage&source_name=node-exporter&limit=1");
  expect(index_behind_seconds).toBeGreaterThan(24 * 3_600);
  expect(data.map(({ alert_id }) => alert_id)).toEqual([newest]);

  const visitor = new Visitor(tocsin.url);
  await visitor.signIn("ada@example.com", password);
  const page = await (await visitor.request("/alerts?q=disk")).text();
  expect(page).toMatch(/The search is \d+ days? behind/);
  expect(await (await visitor.request("/alerts?category=Storage")).text()).not.toContain("The search is");

  await until(
    "the index to know all",
    async () => !("index_behind_seconds" in (await list("limit=1"))),
    60_000,
  );
  expect((await list(`q=${newest}`)).data.map(({ alert_id }) => alert_id)).toEqual([newest]);
  expect((await list("q=past-6")).data.map(({ alert_id }) => alert_id)).toEqual(["past-6"]);
  expect(await (await visitor.request("/alerts?q=disk")).text()).not.toContain("The search is");
}, 90_000);
