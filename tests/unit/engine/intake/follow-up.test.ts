import { describe, expect, test } from "vitest";
import { cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import type { AlertStatus, Payload } from "#lib/domain/alert/alert.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { someMute } from "../../../support/mutes.ts";
import { someRule } from "../../../support/rules.ts";
import { type AlertsDatabase, alertsDatabase, anEvent, publishNext } from "../../../support/stored-alerts.ts";

/** Sends what has "disk" in its title to the channel "on", at a priority of its own. */
const disks = (change: Partial<Rule> = {}): Rule =>
  someRule({
    id: "disks",
    filters: { match: "all", conditions: [{ field: "alert_title", operator: "contains", value: "disk" }] },
    setPriority: "Critical",
    channels: ["on"],
    ...change,
  });

const table = (rules: Rule[], enabled = true): RoutingTable => ({
  rules,
  channels: [{ id: "on", name: "On", enabled }],
  accessRequests: new Map(),
  mutes: [],
});

/** One alert's events, told one after the other. */
class Story implements Disposable {
  readonly database: AlertsDatabase = alertsDatabase();
  #status: AlertStatus | null = null;
  #now = 0;

  /** Publishes the alert's next event; tells how it went to the channel: the rule and its priority, or the reason. */
  tell(change: Partial<Payload>, routes: RoutingTable): string {
    const before = this.#status;
    const event = { ...anEvent({ alert_id: "a", ...change }, ++this.#now), before };
    publishNext(this.database.at(this.#now), event, { table: routes, queued: () => {} });
    this.#status = event.payload.status;
    const { sqlite } = this.database;
    const sent = sqlite
      .prepare("SELECT rule_id, priority FROM deliveries WHERE created_at = ?")
      .get(this.#now);
    if (sent) return Object.values(sent).join(" ");
    return String(sqlite.prepare("SELECT reason FROM not_sent ORDER BY event_seq DESC").pluck().get());
  }

  discard(): void {
    const { db, lines } = this.database.at(99);
    cancelSomeDeliveries(db, lines, { channelId: "on", reason: "discarded", now: 99, limit: 100 });
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }
}

const OPEN = { alert_title: "disk full", status: "Open" } as const;
const RENAMED = { alert_title: "all is well", status: "Resolved" } as const;

describe("the end of an alert that a rule sent", () => {
  test("is sent by that rule, at its priority, though the rule no longer matches it", () => {
    using story = new Story();
    expect(story.tell(OPEN, table([disks()]))).toBe("disks Critical");
    expect(story.tell(RENAMED, table([disks()]))).toBe("disks Critical");
  });

  test("is sent even if events in between changed nothing", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    expect(story.tell({ ...RENAMED, status: "Acknowledged" }, table([disks()]))).toBe("no_rule_matched");
    expect(story.tell({ ...RENAMED, status: "Auto-Resolved" }, table([disks()]))).toBe("disks Critical");
  });

  test("is sent by a rule that matches the event itself before that one", () => {
    using story = new Story();
    const other = someRule({ id: "other", setPriority: "Low" });
    story.tell(OPEN, table([disks()]));
    expect(story.tell(RENAMED, table([disks(), other]))).toBe("other Low");
  });

  test.each<[string, Rule[], string]>([
    ["is gone", [], "no_rule_matched"],
    ["is disabled", [disks({ enabled: false })], "no_rule_matched"],
    ["has no follow-up", [disks({ followUp: false })], "no_rule_matched"],
    ["no longer reaches the channel", [disks({ channels: ["elsewhere"] })], "no_rule_matched"],
    ["does not list the stage", [disks({ statuses: ["Open"] })], "no_rule_matched"],
    ["sends to all channels by now", [disks({ channels: "all", setPriority: "High" })], "disks High"],
  ])("where that rule %s: %s", (_, rules, expected) => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    expect(story.tell(RENAMED, table(rules))).toBe(expected);
  });

  test("is not sent to a channel that is disabled, and says so", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    expect(story.tell(RENAMED, table([disks()], false))).toBe("channel_disabled");
  });

  test("is sent once: a second Resolved ends nothing", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.tell(RENAMED, table([disks()]));
    expect(story.tell(RENAMED, table([disks()]))).toBe("no_rule_matched");
  });

  test("follows only what was sent since the alert opened last", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.tell(RENAMED, table([disks()]));
    story.tell({ ...RENAMED, status: "Open" }, table([disks()]));
    expect(story.tell(RENAMED, table([disks()]))).toBe("no_rule_matched");
  });

  test("does not follow what was cancelled before an attempt", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.discard();
    expect(story.tell(RENAMED, table([disks()]))).toBe("no_rule_matched");
  });

  test("follows the send before one that was cancelled, if that was tried", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.database.sqlite.exec("UPDATE deliveries SET attempts_made = 1");
    story.tell(OPEN, table([someRule({ id: "other", channels: ["on"] })]));
    story.discard();
    expect(story.tell(RENAMED, table([disks(), someRule({ id: "other", channels: [] })]))).toBe(
      "disks Critical",
    );
  });

  test("is sent even if the earlier events have been removed for their age", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.database.sqlite.exec("DELETE FROM deliveries; DELETE FROM events WHERE seq < 1");
    expect(story.tell(RENAMED, table([disks()]))).toBe("disks Critical");
  });
});

describe("the end of an alert at a muted channel", () => {
  const muted = (rules: Rule[]): RoutingTable => ({
    ...table(rules),
    mutes: [someMute({ kind: "channel", id: "on" })],
  });
  const REQUESTED = { ...OPEN, di_event: "access_management_access_request" } as const;
  const heard = { accessRequests: new Map([["on", new Set<string>([REQUESTED.di_event])]]) };

  test("is sent if the channel heard of the alert before it was muted", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    expect(story.tell({ ...OPEN, priority: "High" }, muted([disks()]))).toBe("muted");
    expect(story.tell({ ...OPEN, status: "Resolved" }, muted([disks()]))).toBe("disks Critical");
  });

  test("is not sent if what it heard was discarded before an attempt", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.discard();
    expect(story.tell({ ...OPEN, status: "Resolved" }, muted([disks()]))).toBe("muted");
  });

  test("is sent of an Access Request too, unless that was discarded", () => {
    const ended = { ...REQUESTED, status: "Resolved" } as const;
    for (const discards of [false, true]) {
      using story = new Story();
      story.tell(REQUESTED, { ...table([]), ...heard });
      if (discards) story.discard();
      expect(story.tell(ended, { ...muted([]), ...heard })).toBe(discards ? "muted" : " ");
    }
  });

  test("goes on by its rule after the Access Requests settings sent something in between", () => {
    using story = new Story();
    story.tell(OPEN, table([disks()]));
    story.tell(REQUESTED, { ...table([disks()]), ...heard });
    expect(story.tell({ ...RENAMED, di_event: null }, muted([disks()]))).toBe("disks Critical");
  });
});
