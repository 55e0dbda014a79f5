import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alert, type Api, type ApiAnswer, connect, type Page, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
  await api.createChannel({ url: `${receiver.url}/hook` });
  await api.createChannel({ url: `${receiver.url}/off`, enabled: false });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const path = "/api/v1/alerts";
const list = (query: Record<string, string> = {}) =>
  api.get<Page<Alert> & Problem>(`${path}?${new URLSearchParams(query)}`);
const idsOf = ({ body }: ApiAnswer<Page<Alert>>) => body.data.map(({ alert_id }) => alert_id);
const setStatus = (id: string, body: unknown, as: Api = api) =>
  as.request<Omit<Alert, "status"> & Pick<Problem, "issues">>(
    "POST",
    `${path}/${encodeURIComponent(id)}/status`,
    { body },
  );
const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Ids that need care in a path. */
const ODD_IDS = ["a/b", "100%", "%2F", "ü ß", "a?b#c", "+", "😀", "...", "a\\b", "..a/"];

describe("the list", () => {
  beforeAll(async () => {
    await api.post([
      { alert_id: "disk-1", alert_title: "Disk almost full", priority: "High", category: "Disk" },
      { alert_id: "disk-2", alert_title: "Disk broken", priority: "Critical", source_name: "Grafana" },
      { alert_id: "login", alert_title: "Login failed", status: "Resolved", details: { user: "ada" } },
      { alert_id: "disk-1" },
    ]);
  });

  test("is newest first, each with its seventeen fields, details and how often it occurred", async () => {
    const answer = await list();
    expect(idsOf(answer)).toEqual(["disk-1", "login", "disk-2"]);
    expect(answer.body.next_cursor).toBeNull();
    expect(answer.body.data[1]).toEqual({
      alert_id: "login",
      alert_title: "Login failed",
      category: null,
      description: null,
      di_event: null,
      event_description: null,
      initiated_by: null,
      occurred_at: utc,
      previous_alert_status: null,
      priority: "Medium",
      rule_id: null,
      source_id: null,
      source_name: "Tests",
      source_type: null,
      source_url: null,
      status: "Resolved",
      update_at: utc,
      details: { user: "ada" },
      occurrences: 1,
      first_at: utc,
    });
    expect(answer.body.data[0]).toMatchObject({ occurrences: 2, priority: "High", category: "Disk" });
  });

  test.each<[Record<string, string>, string[]]>([
    [{ status: "Open" }, ["disk-1", "disk-2"]],
    [{ priority: "Critical" }, ["disk-2"]],
    [{ priority: "Critical", status: "Resolved" }, []],
    [{ category: "Disk" }, ["disk-1"]],
    [{ source_name: "Grafana" }, ["disk-2"]],
    [{ q: "dis" }, ["disk-1", "disk-2"]],
    [{ q: "full DISK" }, ["disk-1"]],
    [{ q: "login" }, ["login"]],
    [{ q: "disk-1" }, ["disk-1"]],
    [{ q: "1" }, ["disk-1"]],
    [{ q: "grafana broken" }, ["disk-2"]],
    [{ q: "roken" }, []],
    [{ category: "Disk", source_name: "Grafana" }, []],
    [{ q: "" }, ["disk-1", "login", "disk-2"]],
    [{ q: "disk", status: "Open", priority: "High", category: "Disk", source_name: "Tests" }, ["disk-1"]],
  ])("filtered by %j", async (query, ids) => {
    expect(idsOf(await list(query))).toEqual(ids);
  });

  test("page by page", async () => {
    const first = await list({ limit: "2" });
    expect(idsOf(first)).toEqual(["disk-1", "login"]);
    const next = await list({ limit: "2", cursor: first.body.next_cursor ?? "" });
    expect(idsOf(next)).toEqual(["disk-2"]);
    expect(next.body.next_cursor).toBeNull();
  });

  test.each([
    [{ status: "open" }, "status"],
    [{ priority: "high" }, "priority"],
    [{ limit: "0" }, "limit"],
    [{ cursor: "?" }, "cursor"],
    [{ source: "Grafana" }, "source"],
  ])("%j is 422", async (query, at) => {
    const answer = await list(query as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([at]);
  });
});

describe("a change of status", () => {
  test("is an event like any other: delivered, with who, from which status and why", async () => {
    const posted = { alert_id: "cpu", alert_title: "CPU hot", priority: "High", category: "Load" };
    const { results } = await api.post({ ...posted, di_event: "cpu_hot", initiated_by: "sensor" });
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
    const answer = await setStatus("cpu", { status: "Acknowledged", remark: "Looking.\nAda" });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(await api.alert("cpu"));
    expect(answer.body).toMatchObject({ status: "Acknowledged", occurrences: 1 });
    expect(answer.body.events[0]).toMatchObject({
      status: "Acknowledged",
      previous_alert_status: "Open",
      initiated_by: "Tests",
      remark: "Looking.\nAda",
      received_at: utc,
    });
    expect(answer.body.events[1]).toMatchObject({ initiated_by: "sensor", remark: null });
    expect(answer.body.events[0]?.routing.map(({ reason }) => reason).sort()).toEqual(
      [null, "channel_disabled"].sort(),
    );

    const requests = await receiver.waitFor((all) =>
      all.some(({ headers }) => headers["webhook-id"] === answer.body.events[0]?.event_id),
    );
    const sent = JSON.parse(requests.at(-1)?.rawBody.toString() ?? "");
    expect(sent).toMatchObject({
      ...posted,
      status: "Acknowledged",
      previous_alert_status: "Open",
      initiated_by: "Tests",
      di_event: "cpu_hot",
      event_description: null,
    });
    expect(sent).not.toHaveProperty("remark");
  });

  test("is in the audit log", async () => {
    await api.post({ alert_id: "audited", alert_title: "Audited" });
    await setStatus("audited", { status: "Resolved", remark: "Secret plans" });
    const row = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite
        .prepare("SELECT * FROM audit WHERE action = 'alerts.set-status' AND target_id = 'audited'")
        .get(),
    );
    expect(row).toMatchObject({
      actor_name: "Tests",
      target_name: "Audited",
      details: '{"from":"Open","to":"Resolved"}',
    });
  });

  test("goes on from what the source sends after it", async () => {
    await api.post({ alert_id: "again", alert_title: "Again" });
    await setStatus("again", { status: "Acknowledged" });
    await api.post({ alert_id: "again" });
    expect(await api.alert("again")).toMatchObject({ status: "Acknowledged", occurrences: 2 });
    await setStatus("again", { status: "Resolved" });
    await api.post({ alert_id: "again" });
    expect(await api.alert("again")).toMatchObject({ status: "Open", previous_alert_status: "Resolved" });
  });

  test.each<[unknown, string, RegExp]>([
    [{ status: "Open", note: "x" }, "note", /not a known field/],
    [{ status: "Auto-Resolved" }, "status", /use Resolved/],
    [{ status: "resolved" }, "status", /^Use one of/],
    [{}, "status", /^Use one of/],
    [{ status: "Resolved", remark: "\ud800" }, "remark", /surrogate/],
    [{ status: "Resolved", remark: "x".repeat(10_001) }, "remark", /at most 10,000/],
    [{ status: "Resolved", note: "x" }, "note", /not a known field/],
  ])("that is off is 422 and changes nothing: case %#", async (body, at, message) => {
    await api.post({ alert_id: "still", alert_title: "Still", status: "Open" });
    const before = await api.alert("still");
    const answer = await setStatus("still", body);
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message: expect.stringMatching(message) }]);
    expect(await api.alert("still")).toEqual(before);
  });

  test("to what it is already is answered with the alert, without an event or an audit row", async () => {
    await api.post({ alert_id: "same", alert_title: "Same" });
    await setStatus("same", { status: "Resolved" });
    const before = await api.alert("same");
    const answer = await setStatus("same", { status: "Resolved", remark: "Once more." });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(before);
    const rows = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT count(*) FROM audit WHERE target_id = 'same'").pluck().get(),
    );
    expect(rows).toBe(1);
  });

  test("of an unknown alert is 404, with a key that may only read 403", async () => {
    expect((await setStatus("nowhere", { status: "Resolved" })).status).toBe(404);
    const reader = connect(tocsin, ["read", "ingest"]);
    expect((await setStatus("disk-1", { status: "Resolved" }, reader)).status).toBe(403);
  });

  test("of one alert asked for twice at the same time happens once", async () => {
    await api.post({ alert_id: "race", alert_title: "Race" });
    const both = await Promise.all([1, 2].map(() => setStatus("race", { status: "Resolved" })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await api.alert("race")).events).toHaveLength(2);
  });
});

test("an alert whose time has come is resolved by the clock, and that is delivered", async () => {
  await api.post({ alert_id: "forgotten", alert_title: "Forgotten" });
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("UPDATE alerts SET auto_resolve_at = 1 WHERE alert_id = 'forgotten'").run(),
  );
  const isIt = (body: string) => body.includes("forgotten") && body.includes('"status":"Auto-Resolved"');
  const requests = await receiver.waitFor((all) => all.some(({ rawBody }) => isIt(rawBody.toString())));
  const sent = requests.map(({ rawBody }) => rawBody.toString()).find(isIt) ?? "";
  expect(JSON.parse(sent)).toMatchObject({
    alert_id: "forgotten",
    previous_alert_status: "Open",
    initiated_by: "Auto-resolve",
  });
  expect(await api.alert("forgotten")).toMatchObject({ status: "Auto-Resolved", occurrences: 1 });
});

test.each(ODD_IDS)("an alert_id may hold any printable character: %s", async (alert_id) => {
  await api.post({ alert_id, alert_title: "Odd" });
  expect(await api.alert(alert_id)).toMatchObject({ alert_id, status: "Open" });
  expect((await setStatus(alert_id, { status: "Resolved" })).body).toMatchObject({
    alert_id,
    status: "Resolved",
  });
});
