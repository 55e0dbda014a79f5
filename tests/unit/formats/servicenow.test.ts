import { describe, expect, test } from "vitest";
import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { servicenowDescription } from "#lib/domain/format/servicenow.ts";
import { servicenow } from "#lib/formats/servicenow.ts";
import { answer, bodyFor } from "./event.ts";

const recordOf = (changes: Partial<Payload> = {}) => bodyFor("servicenow", changes).records[0];

test("an event of an open alert", () => {
  const { additional_info, ...record } = recordOf({
    status: "Open",
    source_id: "db-1",
    di_event: "disk_full",
  });
  expect(record).toEqual({
    source: "Tocsin",
    event_class: "Monitoring",
    node: "db-1",
    resource: "host",
    type: "Storage",
    metric_name: "disk_full",
    message_key: "disk-1",
    severity: "2",
    resolution_state: "New",
    time_of_event: "2026-11-24 07:00:00",
    description: "Disk <full> @channel\n\nIt grows by *2 %*.\n- see https://wiki.example/disk_full & do_it",
  });
  expect(JSON.parse(additional_info)).toEqual({
    alert_id: "disk-1",
    alert_title: "Disk <full> @channel",
    priority: "High",
    source_url: "https://mon.example/(db)?a=1&b=2",
    status: "Open",
    tocsin_url: "https://tocsin.example.com/alerts/disk-1",
  });
});

test.each<[AlertStatus, Priority, string, string]>([
  ["Open", "Critical", "1", "New"],
  ["Acknowledged", "High", "2", "New"],
  ["Open", "Medium", "3", "New"],
  ["Open", "Low", "4", "New"],
  ["Resolved", "Critical", "0", "Closing"],
  ["Auto-Resolved", "Low", "0", "Closing"],
])("%s and %s: severity %s, state %s, the same key", (status, priority, severity, resolution_state) => {
  expect(recordOf({ status, priority })).toMatchObject({ severity, resolution_state, message_key: "disk-1" });
});

describe("an answer of 200", () => {
  test.each([
    [
      { error: { message: "Invalid input", detail: "records is missing" } },
      "Invalid input records is missing",
    ],
    [{ error: "Required to provide Auth information" }, "Required to provide Auth information"],
    [
      { records: [{ __status: "failure", __error: { message: "Insert aborted", reason: "ACL" } }] },
      "Insert aborted ACL",
    ],
    [{ records: [{ __status: "failure" }] }, "The event was refused without a reason."],
  ])("%j is a no", (body, refused) => {
    expect(servicenow.verdict?.(answer(body))).toEqual({ refused, retry: null });
  });

  test.each([
    { result: { "Default Bulk Endpoint": "1 events were inserted" } },
    { records: [{ __status: "success", sys_id: "x" }] },
    { error: null },
    { error: "" },
    { records: "none" },
    [],
    "<html>error</html>",
    "",
    "{",
  ])("%j is a yes", (body) => {
    expect(servicenow.verdict?.(answer(body))).toBeNull();
  });
});

test.each([
  ["https://acme.service-now.com/api/global/em/jsonv2", []],
  ["https://acme.service-now.com/em_event.do?JSONv2&sysparm_action=insertMultiple", []],
  ["https://acme.service-now.com/api/now/table/incident", null],
  ["https://service-now.example/api/global/em/jsonv2", null],
])("%s: %j", (url, own) => {
  expect(servicenowDescription.ownUrl(new URL(url))).toEqual(own);
});
