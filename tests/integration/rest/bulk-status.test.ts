import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Alert,
  type Api,
  apiOf,
  connect,
  createApiKey,
  type Page,
  type Problem,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

type Listed = Page<Alert> & { as_of: string };
type Started = { job_id: string; matched: number; newer: number };
type Job = {
  id: string;
  kind: string;
  state: string;
  done: number;
  failed: number;
  newer: number;
  total: number;
  started_at: string;
  finished_at: string | null;
};

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
  await api.createChannel({ url: `${receiver.url}/hook` });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const path = "/api/v1/alerts/status";
const setStatus = (body: unknown, as = api) => as.request<Started & Problem>("POST", path, { body });
const list = async (query: Record<string, string>, as = api) =>
  (await as.get<Listed>(`/api/v1/alerts?${new URLSearchParams(query)}`)).body;
const job = async (id: string, as = api) => (await as.get<Job>(`/api/v1/jobs/${id}`)).body;
const ended = (id: string, as = api) =>
  until("the end of the job", async () => {
    const now = await job(id, as);
    return now.state === "running" ? undefined : now;
  });
const many = (count: number, prefix: string, more: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ alert_id: `${prefix}-${n}`, alert_title: prefix, ...more }));

/** Alerts of this category and no other, and what a list of them knows once the search does. */
async function posted(count: number, category: string): Promise<Listed> {
  await api.post(many(count, category, { category }));
  await until(
    "the search to know all",
    async () => (await list({ q: `${category}-${count - 1}` })).data.length === 1,
  );
  return list({ category });
}

describe("a bulk change", () => {
  test("changes what the filter finds, and says so in a job", async () => {
    const { as_of } = await posted(3, "Found");
    const answer = await setStatus({
      filter: { category: "Found", status: "Open" },
      as_of,
      status: "Acknowledged",
      remark: "Known.",
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      job_id: expect.stringMatching(/^job_[0-9a-f-]{36}$/),
      matched: 3,
      newer: 0,
    });
    expect(await ended(answer.body.job_id)).toEqual({
      id: answer.body.job_id,
      kind: "status",
      state: "done",
      done: 3,
      failed: 0,
      newer: 0,
      total: 3,
      started_at: utc,
      finished_at: utc,
    });
    for (const { alert_id } of many(3, "Found")) {
      const alert = await api.alert(alert_id);
      expect(alert).toMatchObject({ status: "Acknowledged", initiated_by: "Tests" });
      expect(alert.events[0]).toMatchObject({ remark: "Known.", previous_alert_status: "Open" });
    }
    await receiver.waitFor(
      (all) => all.filter(({ rawBody }) => rawBody.includes('"status":"Acknowledged"')).length === 3,
    );
  });

  test("changes those named, each once", async () => {
    const { as_of } = await posted(3, "Named");
    const alert_ids = ["Named-0", "Named-2", "Named-0"];
    const { body } = await setStatus({ alert_ids, as_of, status: "Resolved" });
    expect(body).toMatchObject({ matched: 2, newer: 0 });
    expect(await ended(body.job_id)).toMatchObject({ done: 2, total: 2 });
    const statuses = await Promise.all(
      many(3, "Named").map(async ({ alert_id }) => (await api.alert(alert_id)).status),
    );
    expect(statuses).toEqual(["Resolved", "Open", "Resolved"]);
  });

  test.each<[string, string, (as_of: string) => object]>([
    ["a filter", "Filtered", (as_of) => ({ filter: { category: "Filtered" }, as_of })],
    ["words", "Searched", (as_of) => ({ filter: { q: "searched" }, as_of })],
    ["ids", "Listed", (as_of) => ({ alert_ids: ["Listed-0", "Listed-1", "Listed-new"], as_of })],
  ])("by %s leaves out what nobody has seen", async (_, category, which) => {
    const { as_of } = await posted(2, category);
    await api.post([
      { alert_id: `${category}-1`, alert_title: `${category} again` },
      { alert_id: `${category}-new`, alert_title: `${category} first`, category },
    ]);
    await until(
      "the search to know all",
      async () => (await list({ q: `${category} first` })).data.length === 1,
    );
    const { body } = await setStatus({ ...which(as_of), status: "Resolved" });
    expect(body).toMatchObject({ matched: 1, newer: 2 });
    expect(await ended(body.job_id)).toMatchObject({ state: "done", done: 1, newer: 2, total: 1 });
    expect(await api.alert(`${category}-0`)).toMatchObject({ status: "Resolved" });
    for (const id of ["1", "new"])
      expect(await api.alert(`${category}-${id}`)).toMatchObject({ status: "Open" });
  });

  test("of nothing matches nothing", async () => {
    const { as_of } = await list({});
    const { status, body } = await setStatus({ filter: { category: "Nothing" }, as_of, status: "Resolved" });
    expect([status, body.matched, body.newer]).toEqual([202, 0, 0]);
    expect(await ended(body.job_id)).toMatchObject({ state: "done", done: 0, total: 0 });
  });

  test("has a row in the audit log at its start and at its end, without the remark", async () => {
    const { as_of } = await posted(1, "Audited");
    const change = { filter: { category: "Audited" }, as_of, status: "Resolved", remark: "Secret plans" };
    const { body } = await setStatus(change);
    await ended(body.job_id);
    const rows = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite
        .prepare("SELECT action, actor_name, details FROM audit WHERE target_id = ? ORDER BY seq")
        .all(body.job_id),
    ) as { action: string; actor_name: string; details: string }[];
    expect(rows.map(({ action, actor_name }) => [action, actor_name])).toEqual([
      ["alerts.set-status-by-job", "Tests"],
      ["jobs.end", "Tests"],
    ]);
    expect(JSON.stringify(rows)).not.toContain("Secret plans");
    expect(JSON.parse(rows[0]?.details ?? "")).toMatchObject({
      to: "Resolved",
      filter: { category: "Audited" },
    });
  });
});

describe("a bulk change that is off is refused where it is", () => {
  const cases: [object, string][] = [
    [{}, "filter"],
    [{ filter: {}, alert_ids: ["Bad-0"] }, "alert_ids"],
    [{ alert_ids: [] }, "alert_ids"],
    [{ alert_ids: ["Bad-0", "nowhere"] }, "alert_ids[1]"],
    [{ filter: { status: "open" } }, "filter.status"],
    [{ filter: {}, as_of: "1a" }, "as_of"],
    [{ filter: {}, as_of: 7 }, "as_of"],
    [{ filter: {}, as_of: undefined }, "as_of"],
    [{ filter: {}, status: "Auto-Resolved" }, "status"],
    [{ filter: {}, remark: "\ud800" }, "remark"],
    [{ filter: {}, note: "x" }, "note"],
  ];

  test.each(cases)("case %#", async (given, at) => {
    const { as_of } = await posted(1, "Bad");
    const answer = await setStatus({ as_of, status: "Resolved", ...given });
    expect(answer.status).toBe(422);
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([at]);
    expect(answer.body.issues?.[0]?.message).toMatch(/^\S.+\.$/);
    expect(await api.alert("Bad-0")).toMatchObject({ status: "Open" });
  });

  test("a cursor is no as_of", async () => {
    await posted(2, "Bad");
    const { next_cursor } = await list({ limit: "1" });
    const answer = await setStatus({ filter: {}, as_of: next_cursor, status: "Resolved" });
    expect([answer.status, answer.body.issues?.[0]?.path]).toEqual([422, "as_of"]);
  });

  test("with a key that may only read it is 403; the job is for reading", async () => {
    const { as_of } = await posted(1, "Read");
    const reader = connect(tocsin, ["read"]);
    const change = { filter: { category: "Read" }, as_of, status: "Resolved" };
    expect((await setStatus(change, reader)).status).toBe(403);
    const { body } = await setStatus(change);
    expect(await ended(body.job_id, reader)).toMatchObject({ state: "done", done: 1 });
    expect((await reader.request("POST", `/api/v1/jobs/${body.job_id}/stop`)).status).toBe(403);
  });
});

describe("a job", () => {
  test("that there is not is 404", async () => {
    expect((await api.get("/api/v1/jobs/job_1")).status).toBe(404);
    expect((await api.request("POST", "/api/v1/jobs/job_1/stop")).status).toBe(404);
  });

  test("is stopped: what it has done stays", async () => {
    const { as_of } = await posted(900, "Stopped");
    const { body } = await setStatus({ filter: { category: "Stopped" }, as_of, status: "Resolved" });
    await until("a step", async () => (await job(body.job_id)).done > 0);
    const stop = () => api.request<Job>("POST", `/api/v1/jobs/${body.job_id}/stop`);
    const stopped = await stop();
    expect(stopped.status).toBe(200);
    expect(stopped.body).toMatchObject({ state: "stopped", total: 900, finished_at: utc });
    expect(stopped.body.done).toBeLessThan(900);
    expect((await stop()).body).toEqual(stopped.body);
    const resolved = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite
        .prepare("SELECT count(*) FROM alerts WHERE category = 'Stopped' AND status = 'Resolved'")
        .pluck()
        .get(),
    );
    expect(resolved).toBe(stopped.body.done);
  });

  test("stops when its key is revoked", async () => {
    const { as_of } = await posted(900, "Revoked");
    const key = createApiKey(tocsin.dataDir, ["operate"], "Night shift");
    const change = { filter: { category: "Revoked" }, as_of, status: "Resolved" };
    const { body } = await setStatus(change, apiOf(tocsin.url, key));
    await until("a step", async () => (await job(body.job_id)).done > 0);
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("UPDATE api_keys SET revoked_at = 1 WHERE name = 'Night shift'").run(),
    );
    const now = await ended(body.job_id);
    expect(now.state).toBe("stopped");
    expect(now.done).toBeLessThan(900);
  });
});

test("an alert may have the id status", async () => {
  await api.post({ alert_id: "status", alert_title: "Named like an address" });
  expect(await api.alert("status")).toMatchObject({ alert_id: "status", status: "Open" });
  const answer = await api.request<Alert>("POST", `${path}/status`, { body: { status: "Resolved" } });
  expect([answer.status, answer.body.status]).toEqual([200, "Resolved"]);
});

test("killed amid a job, it goes on after the start and repeats nothing", async () => {
  using folder = temporaryFolder();
  const first = await startTocsin({ dataDir: folder.path });
  const before = connect(first);
  await before.post(many(900, "Killed", { priority: "Low" }));
  const { as_of } = await list({}, before);
  const { body } = await setStatus({ filter: { priority: "Low" }, as_of, status: "Resolved" }, before);
  await until("a step", async () => (await job(body.job_id, before)).done > 0);
  await first.kill();
  const events = () =>
    inDatabase(folder.path, (sqlite) => sqlite.prepare("SELECT count(*) FROM events").pluck().get());
  expect(events()).toBeLessThan(1_800);

  await using second = await startTocsin({ dataDir: folder.path });
  const after = apiOf(second.url, before.key);
  expect(await ended(body.job_id, after)).toMatchObject({ state: "done", done: 900, failed: 0, total: 900 });
  expect(events()).toBe(1_800);
});

test("what a list said before a restore is 409 after it, and what it says outlives a restart", async () => {
  using folder = temporaryFolder();
  const first = await startTocsin({ dataDir: folder.path });
  const before = connect(first);
  await before.createChannel({ url: "http://127.0.0.1:9/" });
  await before.post(many(3, "old"));
  const alerts = await list({ limit: "1" }, before);
  const deliveries = (await before.get<Page<unknown>>("/api/v1/deliveries?limit=1")).body;
  await first.stop();

  const use = async (at: Tocsin) => {
    const as = apiOf(at.url, before.key);
    const change = { filter: { category: "none" }, as_of: alerts.as_of, status: "Resolved" };
    const answers = [
      await as.get<Problem>(`/api/v1/alerts?limit=1&cursor=${alerts.next_cursor}`),
      await as.get<Problem>(`/api/v1/deliveries?limit=1&cursor=${deliveries.next_cursor}`),
      await setStatus(change, as),
    ];
    return answers.map(({ status, body }) => [status, body.issues?.[0]?.path]);
  };
  await using second = await startTocsin({ dataDir: folder.path });
  expect(await use(second)).toEqual([
    [200, undefined],
    [200, undefined],
    [202, undefined],
  ]);
  await second.stop();

  inDatabase(folder.path, (sqlite) => {
    sqlite.exec("UPDATE installation SET value = 'another' WHERE name = 'epoch'");
  });
  await using third = await startTocsin({ dataDir: folder.path });
  expect(await use(third)).toEqual([
    [409, "cursor"],
    [409, "cursor"],
    [409, "as_of"],
  ]);
});
