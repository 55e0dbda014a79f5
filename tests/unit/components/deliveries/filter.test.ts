import { expect, test } from "vitest";
import { choiceOf, deliveryQuery } from "#components/deliveries/filter.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";

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
