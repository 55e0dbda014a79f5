import { expect, test } from "vitest";
import { GatheredChanges, IDS_MAX } from "#lib/engine/gathered-changes.ts";

type Added = Parameters<GatheredChanges["add"]>;

const gathered = (...all: Added[]) => {
  const changes = new GatheredChanges();
  for (const one of all) changes.add(...one);
  return changes;
};

const deliveries = (count: number): Added[] =>
  Array.from({ length: count }, (_, index) => ["delivery", `dlv_${index}`]);

test("each thing is told once", () => {
  const changes = gathered(["alert", "a"], ["delivery", "d"], ["alert", "a"], ["alert", "b"]);
  expect(changes.take()).toEqual([
    { kind: "alert", ids: ["a", "b"] },
    { kind: "delivery", ids: ["d"] },
  ]);
});

test("what was taken is not told again", () => {
  const changes = gathered(["alert", "a"]);
  changes.take();
  expect(changes.take()).toEqual([]);
  changes.add("alert", "b");
  expect(changes.take()).toEqual([{ kind: "alert", ids: ["b"] }]);
});

test(`${IDS_MAX} things are told by id, of more only the kind`, () => {
  expect(gathered(...deliveries(IDS_MAX), ["delivery", "dlv_0"]).take()[0]?.ids).toHaveLength(IDS_MAX);
  expect(gathered(...deliveries(IDS_MAX + 1), ["alert", "a"]).take()).toEqual([
    { kind: "delivery", ids: null },
    { kind: "alert", ids: ["a"] },
  ]);
});

test("a kind of which anything may have changed stays so", () => {
  expect(gathered(["alert", "a"], ["alert", null], ["alert", "b"]).take()).toEqual([
    { kind: "alert", ids: null },
  ]);
});

test("says once that more of a kind would tell nothing new, and only of a kind that is added often", () => {
  const changes = new GatheredChanges();
  const answers = (added: Added[]) => added.map((one) => changes.add(...one)).filter(Boolean).length;
  expect(answers([["alert", null]])).toBe(0);
  expect(answers(deliveries(IDS_MAX))).toBe(0);
  expect(answers(Array(10).fill(["delivery", "dlv_0"]))).toBe(0);
  expect(answers([["delivery", "dlv_more"]])).toBe(1);
  expect(answers([["delivery", "dlv_last"]])).toBe(0);
  changes.take();
  expect(answers(deliveries(2 * IDS_MAX))).toBe(1);
});
