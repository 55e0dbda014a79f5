import { expect, test } from "vitest";
import { AttemptLog } from "#lib/engine/delivery/attempt-log.ts";
import type { Ended } from "#lib/engine/delivery/record.ts";

type Line = [level: string, fields: Record<string, unknown>, message: string];

function logAt(level: "debug" | "info") {
  const lines: Line[] = [];
  const at = (name: string) => (fields: object, message?: string) =>
    void lines.push([name, { ...fields }, message ?? ""]);
  const isLevelEnabled = (asked: string) => level === "debug" || asked !== "debug";
  return { lines, log: new AttemptLog({ debug: at("debug"), warn: at("warn"), isLevelEnabled }) };
}

/** An attempt that has ended, as far as the log looks at it. */
const ended = (channelId: string, outcome: "delivered" | "http_status", status: number): Ended =>
  ({
    destination: { channelId },
    delivery: { id: "dlv_1", eventId: "evt_1", requestId: "post-1", attemptsMade: 1 },
    attempt: { result: { outcome, status, durationMs: 12.4, message: "Said." } },
  }) as Ended;

const LINE = {
  request_id: "post-1",
  event: "evt_1",
  delivery: "dlv_1",
  channel: "chn_1",
  number: 2,
  outcome: "http_status",
  status: 500,
  ms: 12,
};

test("one that was delivered is logged at the level debug only", () => {
  const [info, debug] = [logAt("info"), logAt("debug")];
  for (const { log } of [info, debug]) log.ended(ended("chn_1", "delivered", 204));
  expect(info.lines).toEqual([]);
  expect(debug.lines).toEqual([
    ["debug", { ...LINE, outcome: "delivered", status: 204 }, "attempt: delivered"],
  ]);
});

test("failures: the first of a channel and its cause at once, then once a minute", () => {
  const { log, lines } = logAt("info");
  for (const status of [500, 500, 503]) log.ended(ended("chn_1", "http_status", status));
  log.ended(ended("chn_2", "http_status", 500));
  expect(lines).toEqual([
    ["warn", { ...LINE, times: 1 }, "an attempt failed: Said."],
    ["warn", { ...LINE, status: 503, times: 1 }, "an attempt failed: Said."],
    ["warn", { ...LINE, channel: "chn_2", times: 1 }, "an attempt failed: Said."],
  ]);
});
