import { expect, test } from "vitest";
import { concerns, type Watched } from "#lib/domain/live/change.ts";

const delivery = (...ids: string[]) => ({ kind: "delivery", ids }) as const;
const anyDelivery = { kind: "delivery", ids: null } as const;

test.each<[Watched, Parameters<typeof concerns>[1], boolean]>([
  [{ delivery: ["dlv_1"] }, delivery("dlv_1"), true],
  [{ delivery: ["dlv_1"] }, delivery("dlv_2"), false],
  [{ delivery: ["dlv_1", "dlv_2"] }, delivery("dlv_3", "dlv_2"), true],
  [{ delivery: ["dlv_1"] }, anyDelivery, true],
  [{ delivery: "all" }, delivery("dlv_1"), true],
  [{ delivery: "all" }, anyDelivery, true],
  [{ delivery: [] }, delivery("dlv_1"), false],
  [{ channel: "all", alert: ["dlv_1"] }, delivery("dlv_1"), false],
  [{}, anyDelivery, false],
  [{ delivery: ["dlv_1"] }, { kind: "anything", ids: null }, true],
])("a page that shows %j: %j concerns it: %s", (watched, change, expected) => {
  expect(concerns(watched, change)).toBe(expected);
});
