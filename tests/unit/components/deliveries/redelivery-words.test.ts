import { expect, test } from "vitest";
import { redeliveryInWords } from "#components/deliveries/redelivery-words.ts";

type Job = Parameters<typeof redeliveryInWords>[0];

test.each<[Partial<Job>, string | null, string, string[]]>([
  [{ state: "running", total: 1_200 }, "Jira", "Sending 1,200 deliveries again to Jira", []],
  [{ state: "done", done: 1, total: 1 }, null, "1 delivery redelivered", []],
  [
    { state: "done", done: 7, failed: 2, newer: 1, total: 10 },
    "Jira",
    "9 deliveries redelivered to Jira",
    [
      "2 deliveries failed again.",
      "1 delivery left out: it was changed meanwhile, or the channel was disabled or deleted.",
    ],
  ],
  [
    { state: "stopped", done: 3, total: 10 },
    "Jira",
    "Stopped: 3 of 10 deliveries redelivered to Jira",
    ["Those that were queued already are still sent."],
  ],
])("the job %j to %s", (job, to, title, leftOut) => {
  const none: Job = { state: "done", done: 0, failed: 0, newer: 0, total: 0 };
  expect(redeliveryInWords({ ...none, ...job }, to)).toEqual({ title, leftOut });
});
