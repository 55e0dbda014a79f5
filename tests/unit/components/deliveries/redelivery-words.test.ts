import { expect, test } from "vitest";
import { mayRedeliver, maySendNow } from "#components/deliveries/may.ts";
import { redeliveryInWords } from "#components/deliveries/redelivery-words.ts";

type Job = Parameters<typeof redeliveryInWords>[0];

test.each<[Partial<Job>, string | null, string, string[]]>([
  [{ state: "running", total: 1_200 }, "Jira", "Sending 1,200 deliveries again to Jira", []],
  [{ state: "done", done: 1, total: 1 }, null, "1 delivery sent again", []],
  [
    { state: "done", done: 7, failed: 2, newer: 1, total: 10 },
    "Jira",
    "9 deliveries sent again to Jira",
    [
      "2 deliveries failed again.",
      "1 delivery left out: it was changed meanwhile, or the channel was disabled or deleted.",
    ],
  ],
  [
    { state: "stopped", done: 3, total: 10 },
    "Jira",
    "Stopped: 3 of 10 deliveries sent again to Jira",
    ["The few that were queued already are still sent."],
  ],
])("the job %j to %s", (job, to, title, leftOut) => {
  const none: Job = { state: "done", done: 0, failed: 0, newer: 0, total: 0 };
  expect(redeliveryInWords({ ...none, ...job }, to)).toEqual({ title, leftOut });
});

const delivery = { state: "failed", test: false, channelExists: true, wait: null } as const;

test("what has ended can be sent again, unless it was a Test or its channel is gone", () => {
  expect(mayRedeliver(delivery)).toBe(true);
  expect(mayRedeliver({ ...delivery, state: "pending" })).toBe(false);
  expect(mayRedeliver({ ...delivery, test: true })).toBe(false);
  expect(mayRedeliver({ ...delivery, channelExists: false })).toBe(false);
});

test("what waits can be sent now, unless something else must happen first", () => {
  const waits = (why: "retry" | "hold" | "failing" | "earlier_delivery" | "channel_disabled") =>
    maySendNow({ ...delivery, state: "pending", wait: { why, until: null } });
  expect([waits("retry"), waits("hold"), waits("failing")]).toEqual([true, true, true]);
  expect([waits("earlier_delivery"), waits("channel_disabled")]).toEqual([false, false]);
  expect(maySendNow(delivery)).toBe(false);
});
