import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SettableStatus } from "#lib/domain/alert/status.ts";
import { Installation } from "./installation.ts";
import { history } from "./model.ts";
import { ALERTS, ANSWERS, type Answer, CHANNELS, type DeliveryRecord, type Step } from "./steps.ts";

const alert = fc.nat({ max: ALERTS - 1 });
const channel = fc.nat({ max: CHANNELS - 1 });
const key = fc.option(fc.nat({ max: 2 }), { freq: 3 });
const said = fc.constantFrom(...ANSWERS, ...Array<Answer>(4).fill("yes"), ...Array<Answer>(4).fill("later"));
const answer = fc.record({ channel, request: fc.nat({ max: ALERTS }), answer: said });
const event = fc.nat({ max: 5 });
const status = fc.constantFrom<SettableStatus>("Open", "Acknowledged", "Resolved");
const waiting = fc.constantFrom("send" as const, "discard" as const);

/** A kind of step, how often it happens, and what else it says. */
const of = <Kind extends string, More extends object>(
  kind: Kind,
  weight: number,
  more: fc.Arbitrary<More>,
) => ({
  weight,
  arbitrary: more.map((one) => ({ kind, ...one })),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  of("post", 10, fc.record({ alert, key })),
  of("status", 3, fc.record({ alert, status })),
  of("answer", 24, answer),
  of("answer and kill", 2, answer),
  of("kill", 2, fc.record({})),
  of("wait", 8, fc.record({})),
  of("expire", 2, fc.record({})),
  of("redeliver", 8, fc.record({ channel, event })),
  of("send now", 4, fc.record({ channel, event })),
  of("cancel", 3, fc.record({ channel, event })),
  of("disable", 2, fc.record({ channel })),
  of("enable", 5, fc.record({ channel, waiting })),
  of("delete", 1, fc.record({ channel })),
);

/** A fifth failure in a row makes a channel failing, whose requests are spaced out: a receiver fails four times. */
function calm(steps: Step[]): Step[] {
  const failures = Array<number>(CHANNELS).fill(0);
  return steps.map((one) => {
    if (one.kind !== "answer" || one.answer !== "later") return one;
    failures[one.channel] = (failures[one.channel] ?? 0) + 1;
    return (failures[one.channel] ?? 0) > 4 ? { ...one, answer: "yes" } : one;
  });
}

const steps = fc.array(step, { minLength: 1, maxLength: 40, size: "max" }).map(calm);

let untouched: Installation;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  untouched = await Installation.make();
});

afterAll(async () => {
  await untouched[Symbol.asyncDispose]();
  vi.useRealTimers();
});

/** Makes the steps happen. After each, the requests in flight are the promised ones; at the end, the whole history. */
async function expectPromised(happen: Step[]): Promise<void> {
  await using installation = untouched.copy();
  for (const [index, one] of happen.entries()) {
    await installation.take(one);
    await installation.settle();
    const { channels } = history(happen.slice(0, index + 1));
    expect(installation.inFlight()).toEqual(channels.map(({ inFlight }) => inFlight));
  }
  expect(await installation.history()).toEqual(history(happen));
}

const post: Step = { kind: "post", alert: 0, key: null };
const answered = (answer: Answer, request = 0): Step => ({ kind: "answer", channel: 0, request, answer });
const discard: Step[] = [
  { kind: "disable", channel: 0 },
  { kind: "enable", channel: 0, waiting: "discard" },
];
const redeliver: Step = { kind: "redeliver", channel: 0, event: 0 };
const wait: Step = { kind: "wait" };
const sendNow: Step = { kind: "send now", channel: 0, event: 0 };
const expire: Step = { kind: "expire" };
const cancel: Step = { kind: "cancel", channel: 0, event: 0 };

test.each<[string, Step[], Partial<DeliveryRecord>]>([
  ["delivered", [post, answered("yes")], { state: "delivered", attempts: ["yes"] }],
  [
    "delivered by the retry",
    [post, answered("later"), wait, answered("yes")],
    { state: "delivered", attempts: ["later", "yes"] },
  ],
  [
    "sent again after a kill",
    [post, { kind: "answer and kill", channel: 0, request: 0, answer: "yes" }, answered("no")],
    { state: "failed", reason: "final_status", attempts: ["no"] },
  ],
  [
    "discarded, though its answer comes later",
    [post, ...discard, answered("yes")],
    { state: "cancelled", reason: "discarded", attempts: ["yes"] },
  ],
  [
    "discarded, answered, and redelivered",
    [post, ...discard, answered("no"), redeliver, answered("later"), wait, answered("yes")],
    { state: "delivered", attempts: ["no", "later", "yes"] },
  ],
  [
    "discarded, redelivered, and then answered",
    [post, ...discard, redeliver, answered("yes")],
    { state: "delivered", attempts: ["yes"] },
  ],
  [
    "sent now instead of at its retry's time",
    [post, answered("later"), sendNow, answered("yes")],
    { state: "delivered", attempts: ["later", "yes"] },
  ],
  [
    "sent now while it is in flight, which sends it once",
    [post, sendNow, answered("yes")],
    { state: "delivered", attempts: ["yes"] },
  ],
  [
    "cancelled, and the alert's next one follows",
    [post, post, answered("later"), cancel, answered("yes")],
    { state: "cancelled", reason: "cancelled", attempts: ["later"] },
  ],
  [
    "cancelled in flight, answered, and redelivered",
    [post, cancel, answered("yes"), redeliver, answered("no")],
    { state: "failed", reason: "final_status", attempts: ["yes", "no"] },
  ],
  [
    "discarded, and answered while the next one waits for its retry, which stays so",
    [post, ...discard, post, answered("later", 1), answered("yes")],
    { state: "cancelled", reason: "discarded", attempts: ["yes"] },
  ],
  [
    "expired while it waits for its retry, as the ones behind it, and redelivered",
    [post, post, answered("later"), expire, redeliver, answered("yes")],
    { state: "delivered", attempts: ["later", "yes"] },
  ],
  [
    "delivered by an attempt in flight when its time is over",
    [post, post, expire, answered("yes")],
    { state: "delivered", attempts: ["yes"] },
  ],
  [
    "expired after an attempt in flight at that time has failed",
    [post, expire, answered("later"), expire],
    { state: "failed", reason: "expired", attempts: ["later"] },
  ],
  [
    "expired while its channel is disabled",
    [
      { kind: "disable", channel: 0 },
      { kind: "enable", channel: 0, waiting: "send" },
      post,
      answered("later"),
      { kind: "disable", channel: 0 },
      expire,
    ],
    { state: "failed", reason: "expired", attempts: ["later"] },
  ],
  [
    "sent again after a kill, though its time is over",
    [post, { kind: "answer and kill", channel: 0, request: 0, answer: "yes" }, expire, answered("yes")],
    { state: "delivered", attempts: ["yes"] },
  ],
])("a delivery is %s", async (_, happen, record) => {
  expect(history(happen).channels[0]?.deliveries[0]).toMatchObject(record);
  await expectPromised(happen);
});

test("whatever happens, the history is the promised one", { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(steps, expectPromised);
  // The time is for a slow machine, and for shrinking a counterexample.
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 30_000 });
});
