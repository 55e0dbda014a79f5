import { expect, test } from "vitest";
import { ANYTHING, concerns, FOLLOWED_KINDS, type Watched } from "#lib/domain/live/change.ts";

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
])("a page that shows %j: %j concerns it: %s", (watched, change, expected) => {
  expect(concerns(watched, change)).toBe(expected);
});

test("when anything may have changed, that concerns every page", () => {
  for (const kind of FOLLOWED_KINDS)
    expect(ANYTHING.some((change) => concerns({ [kind]: ["x"] }, change))).toBe(true);
});
