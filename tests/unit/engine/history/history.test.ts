import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Installation } from "./installation.ts";
import { history } from "./model.ts";
import { ALERTS, ANSWERS, type Answer, CHANNELS, type DeliveryRecord, type Step } from "./steps.ts";

const alert = fc.nat({ max: ALERTS - 1 });
const channel = fc.nat({ max: CHANNELS - 1 });
const key = fc.option(fc.nat({ max: 2 }), { freq: 2 });
const answer = fc.record({ channel, request: fc.nat({ max: ALERTS }), answer: fc.constantFrom(...ANSWERS) });
const event = fc.nat({ max: 9 });
const kind = <Kind extends Step["kind"]>(name: Kind) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kind("post"), alert, key }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("status"),
      alert,
      status: fc.constantFrom("Open", "Acknowledged", "Resolved"),
    }),
  },
  { weight: 10, arbitrary: answer.map((of) => ({ kind: "answer", ...of }) as const) },
  { weight: 1, arbitrary: answer.map((of) => ({ kind: "answer and kill", ...of }) as const) },
  { weight: 1, arbitrary: fc.record({ kind: kind("kill") }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("wait") }) },
  { weight: 4, arbitrary: fc.record({ kind: kind("redeliver"), channel, event }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("disable"), channel }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind("enable"), channel, waiting: fc.constantFrom("send", "discard") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("delete"), channel }) },
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
const answered = (said: Answer, request = 0): Step => ({
  kind: "answer",
  channel: 0,
  request,
  answer: said,
});
const discard: Step[] = [
  { kind: "disable", channel: 0 },
  { kind: "enable", channel: 0, waiting: "discard" },
];
const redeliver: Step = { kind: "redeliver", channel: 0, event: 0 };
const wait: Step = { kind: "wait" };

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
    "discarded, and answered while the next one waits for its retry, which stays so",
    [post, ...discard, post, answered("later", 1), answered("yes")],
    { state: "cancelled", reason: "discarded", attempts: ["yes"] },
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
