import { expect, test } from "vitest";
import { canRedeliverFailed, choiceOf, deliveryQuery, rangeOf } from "#components/deliveries/filter.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const HOUR = 3_600_000;

const filterOf = (query: string) => {
  const { filter, ...rest } = choiceOf(Object.fromEntries(new URLSearchParams(query)), NOW);
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return { filter: Object.fromEntries(given), ...rest };
};

test.each([
  ["", {}],
  ["state=failed&channel_id=chn_1", { state: "failed", channelId: "chn_1" }],
  ["alert_id=disk%2F1&test=false", { alertId: "disk/1", test: false }],
  ["outcome=timeout&reason=retries_exhausted", { outcome: "timeout", reason: "retries_exhausted" }],
  ["status=503&test=true", { status: 503, test: true }],
  ["range=24h", { since: NOW - 24 * HOUR }],
  ["since=2026-11-28T10:00:00%2B02:00", { since: Date.parse("2026-11-28T08:00:00Z") }],
  ["until=2026-11-28T08:00:00Z&range=1h", { since: NOW - HOUR, until: Date.parse("2026-11-28T08:00:00Z") }],
  ["since=2026-11-28T08:00:00Z&range=1h", { since: Date.parse("2026-11-28T08:00:00Z") }],
  ["state=&status=&test=", {}],
])("?%s narrows the list", (query, filter) => {
  expect(filterOf(query)).toEqual({ filter, cursor: undefined, ignored: [] });
});

test("what the list does not know is named, and the rest counts", () => {
  expect(
    filterOf("state=lost&status=9999&test=maybe&since=yesterday&reason=bad&range=1y&outcome=ok"),
  ).toEqual({
    filter: {},
    cursor: undefined,
    ignored: [
      'range "1y"',
      'state "lost"',
      'outcome "ok"',
      'status "9999"',
      'reason "bad"',
      'test "maybe"',
      'since "yesterday"',
    ],
  });
  expect(filterOf("state=lost&status=404").filter).toEqual({ status: 404 });
});

test.each([
  ["", true],
  ["state=failed", true],
  ["channel_id=chn_1&state=failed&range=24h", true],
  ["state=delivered", false],
  ["alert_id=disk", false],
  ["outcome=timeout", false],
  ["status=503", false],
  ["reason=expired", false],
  ["test=false", false],
  ["since=2026-11-28T08:00:00Z", false],
  ["since=2026-11-28T08:00:00Z&range=24h", false],
  ["until=2026-11-28T08:00:00Z", false],
])("whether a list of ?%s offers to redeliver all that failed: %j", (query, offered) => {
  const params = Object.fromEntries(new URLSearchParams(query));
  expect(canRedeliverFailed(choiceOf(params, NOW).filter, rangeOf(params), NOW)).toBe(offered);
});

test("a channel that there never was is named too", () => {
  const params = { channel_id: "chn_2", state: "failed" };
  expect(choiceOf(params, NOW, (id) => id === "chn_1")).toMatchObject({
    filter: { state: "failed", channelId: undefined },
    ignored: ['channel_id "chn_2"'],
  });
  expect(choiceOf(params, NOW, (id) => id === "chn_2").filter.channelId).toBe("chn_2");
});

test("a filter that is given twice is ignored", () => {
  expect(choiceOf({ state: ["failed", "pending"] }, NOW)).toMatchObject({
    filter: { state: undefined },
    ignored: ['state "failed,pending"'],
  });
});

test("an export's query names what the address of the list names", () => {
  const filter: DeliveryFilter = {
    state: "failed",
    channelId: "chn_1",
    alertId: "disk",
    outcome: "http_status",
    status: 404,
    reason: "final_status",
    test: false,
    since: 1_700_000_000_000,
    until: 1_700_000_060_000,
  };
  expect(choiceOf(deliveryQuery(filter), 0)).toEqual({ filter, cursor: undefined, ignored: [] });
});

test("a range of time becomes its beginning", () => {
  const { filter } = choiceOf({ range: "1h" }, 1_700_000_000_000);
  expect(deliveryQuery(filter)).toMatchObject({ since: "2023-11-14T21:13:20.000Z", until: undefined });
});
