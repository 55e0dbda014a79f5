import { describe, expect, test } from "vitest";
import type { ChannelEffect, ConfigChange, ConfigMember, MovedEvent } from "#lib/domain/config/plan.ts";
import { backTestLines, changeLines, shownOnceLines } from "#lib/domain/config/plan-words.ts";

const changed = (...members: ConfigMember[]): string[] =>
  changeLines([{ section: "channels", act: "change", name: "Jira", members }]).slice(2);

describe("changes", () => {
  test("are told section by section", () => {
    expect(
      changeLines([
        {
          section: "users",
          act: "create",
          name: "ada@example.com",
          members: [{ path: "role", from: null, to: "admin" }],
        },
        {
          section: "channels",
          act: "change",
          name: "Jira",
          members: [{ path: "enabled", from: true, to: false }],
        },
        { section: "channels", act: "delete", name: "Old", members: [] },
      ]),
    ).toEqual([
      "users",
      "  + ada@example.com",
      '      role: "admin"',
      "channels",
      "  ~ Jira",
      "      enabled: true → false",
      "  - Old",
    ]);
  });

  test("a saved secret is told as in a document", () => {
    expect(changed({ path: "auth.token", from: "saved", to: "a new value" })).toEqual([
      "      auth.token: saved → a new value",
    ]);
  });

  test.each<[ConfigChange["act"], ChannelEffect, string[]]>([
    ["delete", { waiting: 1, disabledReason: null }, ["1 delivery that waits is cancelled"]],
    ["delete", { waiting: 1_200, disabledReason: null }, ["1,200 deliveries that wait are cancelled"]],
    [
      "change",
      { waiting: 2, disabledReason: "410 Gone\u0007." },
      ["Tocsin had disabled it: 410 Gone␇.", "2 deliveries that wait are sent"],
    ],
    ["change", { waiting: 0, disabledReason: "410 Gone." }, ["Tocsin had disabled it: 410 Gone."]],
  ])("what comes with one is told: %s %j", (act, effect, lines) => {
    const told = changeLines([{ section: "channels", act, name: "Jira", members: [], effect }]);
    expect(told.slice(2)).toEqual(lines.map((line) => `      ${line}`));
  });

  test("names and values can't write on the terminal", () => {
    const lines = changeLines([
      {
        section: "rules",
        act: "change",
        name: "\u001b[2J",
        members: [{ path: "name", from: "\u202e", to: "a\nb" }],
      },
    ]);
    expect(lines).toEqual(["rules", "  ~ ␛[2J", '      name: "[U+202E]" → "a\\nb"']);
  });

  test("of long values, the piece that differs is shown", () => {
    const [long, other] = [`${"x".repeat(500)}A${"y".repeat(500)}`, `${"x".repeat(500)}B`];
    expect(changed({ path: "format.template", from: long, to: other })).toEqual([
      `      format.template: …${"x".repeat(20)}A${"y".repeat(99)}… → …${"x".repeat(20)}B"`,
    ]);
  });
});

const moved = (gains: string[], loses: string[]): MovedEvent => ({
  eventId: "evt_1",
  alertId: "disk-1",
  alertTitle: "Disk full",
  receivedAt: 0,
  gains,
  loses,
});

describe("the back-test", () => {
  test.each([
    [{ tested: 0, moved: [] }, ["No event has come in yet that would show where events go."]],
    [{ tested: 1_000, moved: [] }, ["Of the last 1,000 events, none would go elsewhere."]],
    [{ tested: 1, moved: [] }, ["The last event would go where it went."]],
    [
      { tested: 20, moved: [moved(["Jira", "Duty"], ["Old"]), moved(["Jira"], [])] },
      [
        "Of the last 20 events, 2 would go elsewhere:",
        "  1970-01-01T00:00:00.000Z  Disk full (disk-1): also to Jira, Duty; no longer to Old",
        "  1970-01-01T00:00:00.000Z  Disk full (disk-1): also to Jira",
      ],
    ],
  ])("%j", (backTest, lines) => {
    expect(backTestLines(backTest)).toEqual(lines);
  });
});

describe("what is shown only once", () => {
  test("is nothing where nothing was made", () => {
    expect(shownOnceLines({ changes: [], signingSecrets: [], invites: [] })).toEqual([]);
  });

  test("names whose it is; a path without an address is explained", () => {
    const lines = shownOnceLines({
      changes: [],
      signingSecrets: [{ channel: "Jira", secret: "whsec_1" }],
      invites: [{ email: "ada@example.com", link: "/invite?token=1" }],
    });
    expect(lines).toEqual([
      "",
      "Signing secrets of the new channels, shown only now:",
      "  Jira: whsec_1",
      "",
      "Invite links of the new users, shown only now:",
      "  ada@example.com: /invite?token=1",
      "BASE_URL is not set: put the address by which people reach Tocsin before each path.",
    ]);
  });
});
