import { describe, expect, test } from "vitest";
import { chooseSenders } from "#components/sources/choose-senders.ts";
import { freeName } from "#components/sources/free-name.ts";
import { listedSender } from "#components/sources/listed-sender.ts";
import { PLACEHOLDER_KEY, withKey } from "#components/sources/placeholder-key.ts";
import { NATIVE, type SenderView } from "#lib/domain/source/sender-view.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";

const NOW = 1_000_000_000;

const sender = (facts: Partial<SenderView>): SenderView => ({
  source: "grafana",
  ownName: null,
  apiKeyId: "key_1",
  keyName: "Grafana (prod)",
  lastReceivedAt: NOW - 1_000,
  lastAlert: { id: "a", title: "Disk full" },
  lastRefusedAt: null,
  lastRefusal: null,
  alertsThisHour: 1,
  alertsLastDay: 2,
  refusedLastDay: 0,
  ...facts,
});

const rowOf = (facts: Partial<SenderView>, mayManage = true) =>
  listedSender(sender(facts), { now: NOW, mayManage });

describe("a row says", () => {
  test("the source, its key and the last alert", () => {
    expect(rowOf({})).toEqual({
      id: "grafana/key_1",
      name: sourceDescriptions.grafana.label,
      href: "/sources/types/grafana",
      keyName: "Grafana (prod)",
      state: "sending",
      lastReceivedAt: NOW - 1_000,
      last: "Disk full",
      alertsThisHour: 1,
      alertsLastDay: 2,
      refusedLastDay: 0,
    });
  });

  test("why the newest post was refused", () => {
    const refused = rowOf({
      apiKeyId: "",
      keyName: null,
      lastRefusedAt: NOW,
      lastRefusal: { status: 401, message: "No such key." },
    });
    expect(refused).toMatchObject({
      keyName: "No valid key",
      state: "refused",
      last: "Refused with 401: No such key.",
    });
  });

  test.each([
    [{ source: NATIVE }, true, "Tocsin's own format", "/sources/types/native"],
    [{ source: "src_1", ownName: "Our CI" }, true, "Our CI", "/sources/src_1"],
    [{ source: "src_1", ownName: "Our CI" }, false, "Our CI", undefined],
    [{ source: "src_1" }, true, "A deleted source", undefined],
  ])("%j, an admin: %s → %s at %s", (facts, mayManage, name, href) => {
    expect(rowOf(facts, mayManage)).toMatchObject({ name });
    expect(rowOf(facts, mayManage).href).toBe(href);
  });

  test("no key for a source that nobody has posted to", () => {
    expect(rowOf({ apiKeyId: "", keyName: null, lastReceivedAt: null, lastAlert: null })).toMatchObject({
      keyName: null,
      state: "waiting",
      last: null,
    });
  });
});

test("the list is searched by source and key, and filtered by state", () => {
  const rows = [
    rowOf({ source: "src_1", ownName: "Our CI" }),
    rowOf({ source: "src_2", ownName: "Fridge", lastReceivedAt: 1 }),
  ];
  const named = (q: string, state = "") => chooseSenders(rows, { q, state }).map(({ name }) => name);
  expect(named("")).toEqual(["Our CI", "Fridge"]);
  expect(named(" our ")).toEqual(["Our CI"]);
  expect(named("PROD")).toEqual(["Our CI", "Fridge"]);
  expect(named("", "quiet")).toEqual(["Fridge"]);
  expect(named("zebra")).toEqual([]);
});

test.each([
  ["Grafana", [], "Grafana"],
  ["Grafana", ["grafana", "Grafana 2"], "Grafana 3"],
  ["Grafana", ["Grafana 2"], "Grafana"],
])("the free name for %s beside %j is %s", (name, taken, free) => {
  expect(freeName(name, taken)).toBe(free);
});

test("every place of the key is filled", () => {
  const text = `a ${PLACEHOLDER_KEY} b ${PLACEHOLDER_KEY}`;
  expect(withKey([{ label: "x", language: "text", text }], "tocsin_1")).toEqual([
    { label: "x", language: "text", text: "a tocsin_1 b tocsin_1" },
  ]);
});
