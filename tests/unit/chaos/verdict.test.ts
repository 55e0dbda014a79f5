import { expect, test } from "vitest";
import type { Arrival, Ledger, Post } from "../../chaos/ledger.ts";
import { violations } from "../../chaos/verdict.ts";

const event = (number: number, alertId = "a") => ({ alertId, number });
const answered = (...numbers: number[]): Post => ({
  events: numbers.map((number) => event(number)),
  fate: "answered",
  eventIds: numbers.map((number) => `evt_${number}`),
});
const arrival = (number: number, changes: Partial<Arrival> = {}): Arrival => ({
  ...event(number),
  channel: "/a",
  webhookId: `evt_${number}`,
  body: `body ${number}`,
  taken: true,
  ...changes,
});
const found = (posts: Post[], arrivals: Arrival[], more: Partial<Ledger> = {}): string[] =>
  violations({ channels: ["/a"], posts, arrivals, repeatsAllowed: 1, ...more });

test.each<[string, Post[], Arrival[]]>([
  ["each event once", [answered(1, 2)], [arrival(1), arrival(2)]],
  ["retries until it is taken", [answered(1)], [arrival(1, { taken: false }), arrival(1)]],
  ["a repeat of what was in flight at a kill", [answered(1)], [arrival(1), arrival(1)]],
  ["a post of unknown fate that was stored", [{ events: [event(1)], fate: "unknown" }], [arrival(1)]],
  ["one that was not", [{ events: [event(1), event(2)], fate: "unknown" }], []],
  ["a refused post that left nothing", [{ events: [event(1)], fate: "refused" }], []],
  [
    "alerts that take turns",
    [answered(1, 2), { events: [event(3, "b")], fate: "unknown" }],
    [arrival(1), arrival(3, { alertId: "b" }), arrival(2)],
  ],
])("%s is in order", (_what, posts, arrivals) => {
  expect(found(posts, arrivals)).toEqual([]);
});

test.each<[RegExp, Post[], Arrival[]]>([
  [/^lost: a#2 at \/a was answered 202/, [answered(1, 2)], [arrival(1)]],
  [/^lost: a#1/, [answered(1)], [arrival(1, { taken: false })]],
  [/^half a post: a#2 at \/a missing$/, [{ events: [event(1), event(2)], fate: "unknown" }], [arrival(1)]],
  [/^refused, but stored: a post of a#1$/, [{ events: [event(1)], fate: "refused" }], [arrival(1)]],
  [/^a#1 was answered as evt_1 and sent as evt_9$/, [answered(1)], [arrival(1, { webhookId: "evt_9" })]],
  [
    /^stored twice: a#1 came as evt_1 and evt_9$/,
    [answered(1)],
    [arrival(1), arrival(1, { webhookId: "evt_9" })],
  ],
  [/^changed: a#1 came with 2 different bodies$/, [answered(1)], [arrival(1), arrival(1, { body: "other" })]],
  [/^nobody posted a#2$/, [answered(1)], [arrival(1), arrival(2)]],
  [/^inversion: 1 of a at \/a came after 2$/, [answered(1, 2)], [arrival(2), arrival(1)]],
  [/^inversion: 1 of a at \/a came after 2$/, [answered(1, 2)], [arrival(1), arrival(2), arrival(1)]],
  [
    /^overtaken: 2 of a at \/a came before 1 was taken$/,
    [answered(1, 2)],
    [arrival(1, { taken: false }), arrival(2)],
  ],
  [/^flood: 2 requests were repeated/, [answered(1)], [arrival(1), arrival(1), arrival(1)]],
])("%s is found", (violation, posts, arrivals) => {
  expect(found(posts, arrivals)).toContainEqual(expect.stringMatching(violation));
});

test("an event counts as delivered only where every channel took it", () => {
  const two = { channels: ["/a", "/b"] };
  expect(found([answered(1)], [arrival(1)], two)).toEqual([
    "lost: a#1 at /b was answered 202 and never delivered",
  ]);
  expect(found([answered(1)], [arrival(1), arrival(1, { channel: "/b" })], two)).toEqual([]);
});
