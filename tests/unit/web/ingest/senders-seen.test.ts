import { beforeEach, expect, test } from "vitest";
import type { SenderNote } from "#lib/domain/source/sender-note-schema.ts";
import { SendersSeen } from "#lib/web/ingest/senders-seen.ts";

const HOUR = 3_600_000;
const answer = (...ids: string[]) => JSON.stringify({ results: ids.map((id) => ({ alert_id: id })) });
const problem = (status: number) => ({ status, body: JSON.stringify({ detail: `Refused with ${status}.` }) });

let now: number;
let recorded: SenderNote[][];
let refuse: boolean;
let seen: SendersSeen;

beforeEach(() => {
  now = 10 * HOUR;
  recorded = [];
  refuse = false;
  seen = new SendersSeen(
    async (notes) => {
      if (refuse) throw new Error("The disk is full.");
      recorded.push(notes);
    },
    () => now,
  );
});

test("posts count by source, key and hour, with the last of each kind", async () => {
  seen.received("native", "key_1", 2, answer("a", "b"));
  seen.received("native", "key_1", 1, answer("c"));
  seen.refused("native", "key_1", problem(413));
  now += 5;
  seen.refused("native", "key_1", problem(422));
  seen.refused("sentry", "", problem(401));
  now = 11 * HOUR;
  seen.received("native", "key_1", 0, answer());
  await seen.record();
  const native = { source: "native", apiKeyId: "key_1" };
  expect(recorded).toEqual([
    [
      {
        ...native,
        hour: 10,
        posts: 2,
        alerts: 3,
        refused: 2,
        lastReceivedAt: 10 * HOUR,
        lastAlertId: "c",
        lastRefusedAt: 10 * HOUR + 5,
        lastRefusal: { status: 422, message: "Refused with 422." },
      },
      expect.objectContaining({ source: "sentry", apiKeyId: "", posts: 0, refused: 1, lastReceivedAt: null }),
      expect.objectContaining({ ...native, hour: 11, posts: 1, alerts: 0, lastAlertId: null }),
    ],
  ]);
});

test("the last refusal of a source of one's own says nothing of the body", async () => {
  const issues = [{ path: "priority", message: 'It gives "hunter2".' }];
  const body = JSON.stringify({ detail: 'priority: It gives "hunter2".', issues });
  seen.refused("src_1", "key_1", { status: 422, body });
  await seen.record();
  expect(recorded[0]?.[0]?.lastRefusal).toEqual({
    status: 422,
    message: expect.stringContaining("the expression for priority"),
  });
});

test("nothing is recorded where nothing was posted since", async () => {
  seen.received("native", "key_1", 1, answer("a"));
  await seen.record();
  await seen.record();
  expect(recorded).toHaveLength(1);
});

test("what could not be recorded is recorded later, with what came meanwhile", async () => {
  refuse = true;
  seen.received("native", "key_1", 1, answer("a"));
  seen.refused("native", "key_1", problem(413));
  const failing = seen.record();
  seen.received("native", "key_1", 1, answer("b"));
  seen.received("grafana", "key_1", 1, answer("c"));
  await expect(failing).rejects.toThrow("The disk is full.");
  refuse = false;
  await seen.record();
  expect(recorded.flat()).toEqual([
    expect.objectContaining({
      source: "native",
      posts: 2,
      refused: 1,
      lastAlertId: "b",
      lastRefusal: { status: 413, message: "Refused with 413." },
    }),
    expect.objectContaining({ source: "grafana", posts: 1 }),
  ]);
});
