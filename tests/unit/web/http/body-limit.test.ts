import { describe, expect, test } from "vitest";
import { bodyLimit } from "#lib/web/http/body-limit.ts";

const KIB = 1_024;

test.each<[string, string, number | null]>([
  ["POST", "/api/auth/callback/credentials", 16 * KIB],
  ["GET", "/api/auth/csrf", 16 * KIB],
  ["POST", "/api/auth", 16 * KIB],
  ["POST", "/api/anything", 16 * KIB],
  ["POST", "/api", 16 * KIB],
  ["GET", "/rules", 16 * KIB],
  ["PUT", "/rules", 16 * KIB],
  ["GET", "/healthz", 16 * KIB],
  ["POST", "/", 64 * KIB],
  ["POST", "/login", 64 * KIB],
  ["POST", "/setup", 64 * KIB],
  ["POST", "/rulesx", 64 * KIB],
  ["POST", "/nowhere", 64 * KIB],
  ["POST", "/deliveries/dlv_1", 64 * KIB],
  ["POST", "/alerts", 256 * KIB],
  ["POST", "/security-management/access-requests", 256 * KIB],
  ["POST", "/settings/notification-channels/webhooks/new", 512 * KIB],
  ["POST", "/rules/new/rule", 1_024 * KIB],
  ["POST", "/api/v1/channels", null],
  ["GET", "/api/v1", null],
  ["POST", "/api/v1x", 16 * KIB],
])("%s %s", (method, path, bytes) => {
  expect(bodyLimit(method, path)).toBe(bytes);
});

describe("the longest that a form may hold fits", () => {
  const text = (characters: number) => "\u{1f514}".repeat(characters);
  const bytes = (form: unknown) => Buffer.byteLength(JSON.stringify([form]));
  const list = <T>(length: number, one: T) => Array.from({ length }, () => one);

  test("a channel, and its test with an alert", () => {
    const channel = {
      name: text(100),
      url: text(32 * KIB - 1),
      url_secrets: list(10, { replacement: "x".repeat(50), value: text(1_024) }),
      auth: { type: "basic", username: text(255), password: text(4_096) },
      headers: list(25, { name: "x".repeat(100), value: "\u00ff".repeat(4_096), sensitive: true }),
      retry_schedule: list(12, 604_800),
    };
    const alert = { texts: list(12, text(200)), long: list(2, text(10_000)), details: "x".repeat(16 * KIB) };
    const limit = bodyLimit("POST", "/settings/notification-channels/webhooks/new");
    expect(bytes({ id: "chn_", channel, alert })).toBeLessThan(limit ?? 0);
  });

  test("a rule with events of the longest names", () => {
    const rule = { name: text(100), description: text(10_000), events: list(1_000, text(200)) };
    expect(bytes(rule)).toBeLessThan(bodyLimit("POST", "/rules/new/rule") ?? 0);
  });

  test("200 alerts with a remark", () => {
    const form = [list(200, text(200)), { status: "Acknowledged", remark: text(10_000) }];
    expect(bytes(form)).toBeLessThan(bodyLimit("POST", "/alerts") ?? 0);
  });

  test("all Access Request events for each of 500 channels", () => {
    const channel = { channel_id: "x".repeat(64), events: list(7, "x".repeat(52)) };
    expect(bytes({ channels: list(500, channel) })).toBeLessThan(
      bodyLimit("POST", "/security-management/access-requests") ?? 0,
    );
  });
});
