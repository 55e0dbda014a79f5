import { expect, test } from "vitest";
import { copyOf, valuesOf } from "#components/channels/form/values.ts";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelSettingsSchema } from "#lib/domain/channel/channel-schema.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";

const channel: ChannelView = {
  id: "chn_1",
  name: "Jira",
  enabled: true,
  disabledReason: null,
  health: "healthy",
  failingSince: null,
  refusingSince: null,
  refusal: null,
  onlyFailuresSince: null,
  heldUntil: null,
  url: "https://example.com/hook/{{TOKEN}}",
  verifySsl: true,
  urlSecrets: ["TOKEN"],
  auth: { type: "basic", username: "ada" },
  headers: [
    { name: "X-Api-Key", value: null, sensitive: true },
    { name: "X-Team", value: "ops", sensitive: false },
  ],
  format: ALERT_FORMAT,
  retrySchedule: [5],
  maxInFlight: 16,
  autoDisable: true,
  certificate: { pinned: null, offered: null },
  previousSecretUntil: null,
  version: 3,
  createdAt: 1,
  updatedAt: 1,
};

test("a copy has every readable setting, and no saved secret", () => {
  expect(copyOf(channel)).toMatchObject({
    name: "Copy of Jira",
    url: "https://example.com/hook/{{TOKEN}}",
    url_secrets: [{ replacement: "TOKEN", value: "" }],
    auth: { type: "basic", username: "ada" },
    headers: [
      { name: "X-Api-Key", value: "", sensitive: true },
      { name: "X-Team", value: "ops" },
    ],
  });
  expect(JSON.stringify(copyOf(channel))).not.toContain("saved");
  // An empty password is a value too, and a copy must not take it over silently.
  expect(copyOf(channel).auth).not.toHaveProperty("password");
  expect(copyOf({ ...channel, auth: { type: "token" } }).auth).toEqual({ type: "token", token: "" });
});

test("a copy keeps a format's readable fields, and none of its secrets", () => {
  const format = { type: "telegram", fields: { chat_id: "-100" }, secrets: ["token"] } as const;
  expect(valuesOf({ ...channel, format }).format).toEqual({ type: "telegram", chat_id: "-100", saved: true });
  expect(copyOf({ ...channel, format }).format).toEqual({ type: "telegram", chat_id: "-100" });
});

test("a copy's name is cut to the longest allowed, in characters", () => {
  const { name } = copyOf({ ...channel, name: "🔔".repeat(100) });
  expect(name).toBe(`Copy of ${"🔔".repeat(92)}`);
});

test("an untouched saved password stays, empty or not", () => {
  const { issues, channel: settled } = settle(channelSettingsSchema.parse(valuesOf(channel)), channel);
  expect(issues).toEqual([]);
  expect(settled.kept).toContain("auth");
  expect(settled.secrets.size).toBe(0);
});
