import { describe, expect, test } from "vitest";
import type { Payload } from "#lib/domain/alert/alert.ts";
import { formatSchema } from "#lib/domain/format/format-schema.ts";
import { ntfy } from "#lib/formats/ntfy.ts";
import { answer, bodyFor } from "./event.ts";

const topic = { topic: "ops" };

test("a notification that opens the alert's page", () => {
  expect(bodyFor("ntfy", {}, topic)).toEqual({
    topic: "ops",
    title: "Resolved · High: Disk <full> @channel",
    message:
      "Open → Resolved\n\nIt grows by *2 %*.\n- see https://wiki.example/disk_full & do_it\n\nSource: Monitoring (host)\nCategory: Storage\nOccurred: 2026-11-24 06:22:48 UTC\nUpdated: 2026-11-24 07:00:00 UTC\nAlert: disk-1",
    priority: 3,
    tags: ["white_check_mark"],
    click: "https://tocsin.example.com/alerts/disk-1",
  });
});

test.each<[Partial<Payload>, number, string]>([
  [{ priority: "Critical", status: "Open" }, 5, "rotating_light"],
  [{ priority: "High", status: "Acknowledged" }, 4, "warning"],
  [{ priority: "Medium", status: "Open" }, 3, "large_orange_diamond"],
  [{ priority: "Low", status: "Open" }, 2, "information_source"],
  [{ priority: "Critical", status: "Auto-Resolved" }, 3, "white_check_mark"],
  [{ priority: "Low", status: "Resolved" }, 2, "white_check_mark"],
])("%j has priority %i and the sign %s", (changes, priority, sign) => {
  expect(bodyFor("ntfy", changes, topic)).toMatchObject({ priority, tags: [sign] });
});

test("a long text makes room for the facts", () => {
  const { message } = bodyFor("ntfy", { description: "é".repeat(10_000) }, topic);
  expect(message).toMatch(/é…\n\nSource: Monitoring \(host\)\n[\s\S]*Alert: disk-1$/);
  expect(Buffer.byteLength(message)).toBeGreaterThan(3_950);
});

test.each([
  ["ops", true],
  ["A-b_9", true],
  ["https://ntfy.sh/ops", false],
  ["a b", false],
  ["x".repeat(65), false],
  ["", false],
])("topic %j is valid: %s", (value, isValid) => {
  expect(formatSchema.safeParse({ type: "ntfy", topic: value }).success).toBe(isValid);
});

describe("what a 2xx means", () => {
  test("a published message is yes", () => {
    expect(ntfy.verdict?.(answer({ id: "x", event: "message", topic: "ops", message: "Open" }))).toBeNull();
    expect(ntfy.verdict?.(answer(""))).toBeNull();
  });

  test("the request itself as the message is no: the URL names a topic", () => {
    const message = JSON.stringify(bodyFor("ntfy", {}, topic));
    const verdict = ntfy.verdict?.(answer({ id: "x", event: "message", topic: "ops", message }));
    expect(verdict).toEqual({ refused: expect.stringContaining("without a topic"), retry: null });
  });
});
