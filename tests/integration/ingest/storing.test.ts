import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alert, type Api, connect } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const alertId = /^alr_[0-9a-f-]{36}$/;

describe("what is stored of an alert", () => {
  let tocsin: Tocsin;
  let api: Api;

  beforeAll(async () => {
    tocsin = await startTocsin();
    api = await connect(tocsin);
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  /** Posts the events of one alert one after the other, and reads it back. */
  async function alertAfter(...events: object[]): Promise<Alert> {
    const id = `alert ${Math.random()}`;
    for (const event of events) await api.post({ alert_id: id, ...event });
    return api.alert(id);
  }

  test("the defaults", async () => {
    const before = Date.now();
    const { results } = await api.post({ alert_title: "Disk full" });
    const alert = await api.alert(results[0]?.alert_id ?? "");
    expect(alert).toMatchObject({
      alert_id: expect.stringMatching(alertId),
      alert_title: "Disk full",
      category: null,
      description: null,
      di_event: null,
      event_description: null,
      initiated_by: null,
      previous_alert_status: null,
      priority: "Medium",
      rule_id: null,
      source_id: null,
      source_name: "Tests",
      source_type: null,
      source_url: null,
      status: "Open",
      details: null,
      occurrences: 1,
    });
    for (const field of ["occurred_at", "update_at", "first_at"] as const) {
      const at = Date.parse(alert[field]);
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
      expect(alert[field]).toBe(new Date(at).toISOString());
    }
  });

  test("everything that was given, times in UTC to the millisecond", async () => {
    const given = {
      alert_title: "Disk full 🔔\u0000",
      category: "storage",
      description: "line\nline",
      di_event: "disk_full",
      event_description: "crossed the limit",
      initiated_by: "monitor",
      previous_alert_status: "Acknowledged",
      priority: "Critical",
      rule_id: "r-1",
      source_id: "host-1",
      source_name: "Zabbix",
      source_type: "host",
      source_url: "https://zabbix.example.com/1",
      status: "Auto-Resolved",
      details: { region: "eu-1", deep: [1, { x: null }] },
    };
    const times = { occurred_at: "2026-11-24T06:22:48.1239+05:30", update_at: "2026-11-24t06:22:48z" };
    expect(await alertAfter({ ...given, ...times })).toMatchObject({
      ...given,
      occurred_at: "2026-11-24T00:52:48.123Z",
      update_at: "2026-11-24T06:22:48.000Z",
    });
  });

  test("details as they came, members named __proto__ and large numbers included", async () => {
    const details =
      '{"__proto__":{"admin":true},"constructor":1,"big":9007199254740991,"small":1e-7,"é":"🔔"}';
    const id = "odd details";
    await api.request("POST", "/api/v1/alerts", {
      body: `{"alert_id":"${id}","alert_title":"A","details":${details}}`,
    });
    const text = await (
      await fetch(`${tocsin.url}/api/v1/alerts/odd%20details`, {
        headers: { authorization: `Bearer ${api.key}` },
      })
    ).text();
    expect(text).toContain(`"details":${details}`);
  });

  test.each([
    ["Open", "Open"],
    ["Acknowledged", "Acknowledged"],
    ["Resolved", "Open"],
    ["Auto-Resolved", "Open"],
  ])("known as %s, an event without a status makes it %s", async (stored, status) => {
    expect(await alertAfter({ alert_title: "A", status: stored }, {})).toMatchObject({
      status,
      previous_alert_status: stored,
    });
  });

  test("any status follows any, in the order of receipt, whatever the timestamps say", async () => {
    const alert = await alertAfter(
      { alert_title: "A", status: "Resolved", update_at: "2030-01-01T00:00:00Z" },
      { status: "Open", update_at: "2020-01-01T00:00:00Z" },
      { status: "Acknowledged", update_at: "2010-01-01T00:00:00Z" },
    );
    expect(alert).toMatchObject({ status: "Acknowledged", previous_alert_status: "Open", occurrences: 3 });
    expect(alert.events.map((event) => [event.status, event.previous_alert_status])).toEqual([
      ["Acknowledged", "Open"],
      ["Open", "Resolved"],
      ["Resolved", null],
    ]);
  });

  test("the priority is what is stored, until it is given anew", async () => {
    expect(await alertAfter({ alert_title: "A", priority: "Low" }, {}, {})).toMatchObject({
      priority: "Low",
    });
    expect(await alertAfter({ alert_title: "A", priority: "Low" }, { priority: "High" })).toMatchObject({
      priority: "High",
    });
  });

  test("the title may be left out once the alert is known, also within one post", async () => {
    expect(await alertAfter({ alert_title: "Disk full" }, { alert_title: null })).toMatchObject({
      alert_title: "Disk full",
    });
    await api.post([
      { alert_id: "same post", alert_title: "Disk full" },
      { alert_id: "same post", status: "Resolved" },
    ]);
    expect(await api.alert("same post")).toMatchObject({
      alert_title: "Disk full",
      status: "Resolved",
      previous_alert_status: "Open",
      occurrences: 2,
    });
  });

  test.each([
    "a/b",
    "a b",
    "ü",
    "%41",
    "a%2Fb",
    "a?b#c",
    "a\\b",
    "🔔",
    "+",
    "...",
    "<script>",
    "x".repeat(200),
  ])("an alert_id of %j is found again", async (id) => {
    await api.post({ alert_id: id, alert_title: "A" });
    expect(await api.alert(id)).toMatchObject({ alert_id: id, occurrences: 1 });
  });

  test("ids that differ only in case are two alerts", async () => {
    await api.post([
      { alert_id: "Case", alert_title: "A" },
      { alert_id: "case", alert_title: "B" },
    ]);
    expect(await api.alert("Case")).toMatchObject({ alert_title: "A" });
    expect(await api.alert("case")).toMatchObject({ alert_title: "B" });
  });

  test("the key's use is noted, the key itself is not stored", () => {
    const rows = inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM api_keys").all());
    expect(rows).toMatchObject([{ name: "Tests", last_used_at: expect.any(Number) }]);
    expect(JSON.stringify(rows)).not.toContain(api.key);
  });
});
