import { describe, expect, test } from "vitest";
import { groupEvents } from "#components/alerts/event-groups.ts";
import { routingInWords } from "#components/alerts/routing-words.ts";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { NotSentReason } from "#lib/domain/alert/routing.ts";
import type { AlertEvent, RoutedDelivery, Routing } from "#lib/domain/alert/timeline.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";

function at(channelName: string, delivery: Partial<RoutedDelivery>): Routing {
  const channel = {
    channelId: `chn_${channelName}`,
    channelName,
    channelExists: true,
    rule: null,
    wait: null,
  };
  const whole = { id: "dlv_1", state: "pending" as const, reason: null, lastAttempt: null, ...delivery };
  return { ...channel, delivery: whole, reason: null, message: null };
}

const delivered = (name: string) => at(name, { state: "delivered" });

const failed = (name: string, outcome: Outcome, status: number | null = null) =>
  at(name, {
    state: "failed",
    reason: "final_status",
    lastAttempt: { outcome, status, message: "It failed." },
  });

function notSent(channelName: string, reason: NotSentReason): Routing {
  const channel = {
    channelId: `chn_${channelName}`,
    channelName,
    channelExists: true,
    rule: null,
    wait: null,
  };
  return { ...channel, delivery: null, reason, message: "No rule." };
}

const nine = Array.from({ length: 9 }, (_, index) => delivered(`Team ${index}`));

describe("what became of an event", () => {
  test.each<[routing: Routing[], words: string]>([
    [nine, "9 delivered"],
    [[...nine, failed("Tines", "http_status", 401)], "9 delivered, 1 failed: 401 at Tines"],
    [[at("Jira", {}), at("Slack", { state: "cancelled" })], "1 waiting, 1 cancelled"],
    [[notSent("Jira", "muted"), notSent("Slack", "no_rule_matched")], "1 muted, 1 not sent"],
    [
      [failed("Jira", "timeout"), failed("Tines", "tls_failed"), failed("Slack", "timeout")],
      "3 failed: timed out at Jira and Slack, TLS failed at Tines",
    ],
    [[..."ABCD"].map((name) => failed(name, "http_status", 503)), "4 failed: 503 at A, B and 2 more"],
    [
      [failed("A", "timeout"), failed("B", "dns_failed"), failed("C", "http_status", 404)],
      "3 failed: timed out at A, name not found at B, 1 other fault",
    ],
    [[at("Jira", { state: "failed", reason: "channel_deleted" })], "1 failed: not tried at Jira"],
    [[], ""],
  ])("%#: in words", (routing, words) => {
    expect(routingInWords(routing)).toBe(words);
  });

  test("a channel's name can't hide what it is", () => {
    expect(routingInWords([failed("a\u202eb", "timeout")])).not.toContain("\u202e");
  });
});

const payload = {
  status: "Open",
  previous_alert_status: "Open",
  priority: "High",
  source_name: "Grafana",
  initiated_by: null,
  di_event: null,
  event_description: "Over 90 %",
} as Payload;

function event(eventId: string, change: Partial<Payload> = {}, rest: Partial<AlertEvent> = {}): AlertEvent {
  const routing = [delivered("Jira")];
  return { eventId, payload: { ...payload, ...change }, remark: null, receivedAt: 0, routing, ...rest };
}

const grouped = (...events: AlertEvent[]) =>
  groupEvents(events).map(({ newest, others }) => [newest, ...others].map(({ eventId }) => eventId).join());

describe("events are folded", () => {
  test("if they follow each other, say the same and went the same way", () => {
    expect(grouped(event("4"), event("3"), event("2"), event("1"))).toEqual(["4,3,2,1"]);
  });

  test.each<[what: string, other: AlertEvent]>([
    ["another status", event("2", { status: "Acknowledged" })],
    ["another previous status", event("2", { previous_alert_status: null })],
    ["another priority", event("2", { priority: "Low" })],
    ["another text", event("2", { event_description: "Over 95 %" })],
    ["another person", event("2", { initiated_by: "Ada" })],
    ["a remark", event("2", {}, { remark: "Looking." })],
    ["a delivery that failed", event("2", {}, { routing: [failed("Jira", "timeout")] })],
    ["another channel", event("2", {}, { routing: [delivered("Slack")] })],
    ["no delivery", event("2", {}, { routing: [notSent("Jira", "muted")] })],
  ])("but not with %s", (_what, other) => {
    expect(grouped(event("3"), other, event("1"))).toEqual(["3", "2", "1"]);
  });

  test("but not two with the same remark", () => {
    const remarked = { remark: "Looking." };
    expect(grouped(event("2", {}, remarked), event("1", {}, remarked))).toEqual(["2", "1"]);
  });
});
