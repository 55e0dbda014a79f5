import { expect, test } from "vitest";
import { compareConfig } from "#lib/domain/config/compare.ts";
import type { ConfigDocument } from "#lib/domain/config/document.ts";

const url = "https://a.example/";

const channels = (...changes: object[]): ConfigDocument => ({
  channels: changes.map((change) => ({ name: "Jira", url, ...change })),
});

test.each<[string, object, object, unknown]>([
  ["a plain member", { max_in_flight: 1 }, { max_in_flight: 2 }, [{ path: "max_in_flight", from: 1, to: 2 }]],
  [
    "a member of a member",
    { auth: { type: "basic", username: "ada", saved: true } },
    { auth: { type: "basic", username: "eve", saved: true } },
    [{ path: "auth.username", from: "ada", to: "eve" }],
  ],
  [
    "a member that is new",
    { auth: { type: "none" } },
    { auth: { type: "token", saved: true } },
    [
      { path: "auth.type", from: "none", to: "token" },
      { path: "auth.token", from: null, to: "saved" },
    ],
  ],
  [
    "one of as many rows",
    { headers: [{ name: "A" }, { name: "B" }] },
    { headers: [{ name: "A" }, { name: "C" }] },
    [{ path: "headers[1].name", from: "B", to: "C" }],
  ],
  [
    "more or fewer rows that have names",
    { headers: [{ name: "A" }, { name: "B", value: "b" }, { name: "C" }, { name: "D" }] },
    { headers: [{ name: "c" }, { name: "B", value: "B" }, { name: "E" }] },
    [
      { path: "headers (c).name", from: "C", to: "c" },
      { path: "headers (B).value", from: "b", to: "B" },
      { path: "headers (E)", from: null, to: { name: "E" } },
      { path: "headers (A)", from: { name: "A" }, to: null },
      { path: "headers (D)", from: { name: "D" }, to: null },
    ],
  ],
  [
    "a list of another length",
    { retry_schedule: [] },
    { retry_schedule: [5] },
    [{ path: "retry_schedule", from: [], to: [5] }],
  ],
  [
    "a list of plain values",
    { retry_schedule: [5, 30] },
    { retry_schedule: [5, 60] },
    [{ path: "retry_schedule", from: [5, 30], to: [5, 60] }],
  ],
])("a change is told by its innermost member: %s", (_, before, after, members) => {
  expect(compareConfig(channels(before), channels(after), [])).toEqual([
    { section: "channels", act: "change", name: "Jira", members },
  ]);
});

test("a secret is told by its place, and only for a thing that was there", () => {
  const secrets = [
    { path: "auth.token", wasSaved: true },
    { path: "format.key", wasSaved: false },
  ];
  const entered = [{ section: "channels" as const, name: "JIRA", secrets }];
  expect(compareConfig(channels({}), channels({}), entered)[0]?.members).toEqual([
    { path: "auth.token", from: "saved", to: "a new value" },
    { path: "format.key", from: null, to: "a new value" },
  ]);
  expect(compareConfig({ rules: [] }, { rules: [{ name: "jira", channels: "all" }] }, entered)).toEqual([
    {
      section: "rules",
      act: "create",
      name: "jira",
      members: [
        { path: "enabled", from: null, to: null },
        { path: "channels", from: null, to: "all" },
      ],
    },
  ]);
});

test("a secret that is given anew is told once, and a secret that is gone is told", () => {
  const path = "auth.token";
  const [none, token] = [
    channels({ auth: { type: "none" } }),
    channels({ auth: { type: "token", saved: true } }),
  ];
  const entered = [{ section: "channels" as const, name: "Jira", secrets: [{ path, wasSaved: false }] }];
  expect(compareConfig(none, token, entered)[0]?.members).toEqual([
    { path: "auth.type", from: "none", to: "token" },
    { path, from: null, to: "a new value" },
  ]);
  expect(compareConfig(token, none, [])[0]?.members).toContainEqual({ path, from: "saved", to: null });
});

test("each section knows its things by their own name", () => {
  const all: ConfigDocument = {
    access_requests: [{ channel: "Ops", events: ["access_management_access_request"] }],
    sources: [{ type: "json", name: "Own" }, { type: "grafana" }],
    users: [{ email: "ada@example.com", name: "Ada", role: "admin" }],
  };
  const names = (act: string) => [
    `${act} users ada@example.com`,
    `${act} sources Own`,
    `${act} sources grafana`,
    `${act} access_requests Ops`,
  ];
  const told = (before: ConfigDocument, after: ConfigDocument) =>
    compareConfig(before, after, []).map(({ act, section, name }) => `${act} ${section} ${name}`);
  expect(told({}, all)).toEqual(names("create"));
  expect(told(all, {})).toEqual(names("delete"));
  expect(told(all, all)).toEqual([]);
});
