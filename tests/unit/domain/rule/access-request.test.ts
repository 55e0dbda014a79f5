import { describe, expect, test } from "vitest";
import {
  ACCESS_REQUEST_EVENTS,
  type AccessRequestEvent,
  isAccessRequestEvent,
} from "#lib/domain/rule/access-request.ts";
import { accessRequestsChangeSchema } from "#lib/domain/rule/access-request-schema.ts";
import { changedChannels } from "#lib/engine/verbs/access-requests/changed-channels.ts";
import { refusalOf } from "../../refusal.ts";

const [created, decided, executed] = ACCESS_REQUEST_EVENTS;
const card = (channel_id: string, ...events: AccessRequestEvent[]) => ({ channel_id, events });

describe("the settings", () => {
  test.each([
    ["nobody", { channels: [] }],
    ["one channel", { channels: [card("chn_1", created)] }],
    ["several, each with its own events", { channels: [card("chn_1", created), card("chn_2", decided)] }],
    ["all seven", { channels: [card("chn_1", ...ACCESS_REQUEST_EVENTS)] }],
    ["with the version that they were made from", { channels: [], version: 3 }],
  ])("take %s", (_, settings) => {
    expect(accessRequestsChangeSchema.parse(settings)).toEqual(settings);
  });

  test.each<[string, unknown, string, RegExp]>([
    ["no object", [], "", /must be a JSON object\.$/],
    ["no channels", {}, "channels", /must be a list\.$/],
    ["another key", { channels: [], channel: [] }, "channel", /not a known field/],
    [
      "a channel without an id",
      { channels: [{ events: [created] }] },
      "channels[0].channel_id",
      /required\.$/,
    ],
    [
      "a channel without events",
      { channels: [card("chn_1")] },
      "channels[0].events",
      /^Choose at least one event/,
    ],
    [
      "an event of the rules",
      { channels: [{ channel_id: "chn_1", events: ["user_create"] }] },
      "channels[0].events[0]",
      /^"user_create" is not an Access Request event/,
    ],
    [
      "an event twice",
      { channels: [card("chn_1", created, decided, created)] },
      "channels[0].events[2]",
      /listed already/,
    ],
    [
      "a channel twice",
      { channels: [card("chn_1", created), card("chn_1", decided)] },
      "channels[1].channel_id",
      /listed already/,
    ],
    ["a version of another kind", { channels: [], version: "1" }, "version", /whole number\.$/],
  ])("refuse %s", (_, settings, path, message) => {
    const issues = refusalOf(accessRequestsChangeSchema, settings);
    expect(issues).toContainEqual({ path, message: expect.stringMatching(message) });
  });
});

test.each([
  [created, true],
  ["user_create", false],
  ["access_management", false],
  [null, false],
])("%s is an Access Request event: %s", (event, is) => {
  expect(isAccessRequestEvent(event)).toBe(is);
});

test("the audit log tells the channels whose events are others now", () => {
  const before = [card("same", created, decided), card("more", created), card("gone", created)];
  const after = [card("same", decided, created), card("more", created, executed), card("new", decided)];
  expect(changedChannels(before, after)).toEqual([
    card("more", created, executed),
    card("new", decided),
    card("gone"),
  ]);
});
