import { describe, expect, test } from "vitest";
import { channelSettingsSchema, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import type { GivenFormat } from "#lib/domain/format/format-schema.ts";

const JSM: GivenFormat = { type: "jira_service_management", api_key: "k3y-of-jsm" };
const JIRA: GivenFormat = { type: "jira_automation", webhook_token: "t0ken" };

function issuesOf(format: object, rest: object = {}) {
  const { error } = newChannelSchema.safeParse({ name: "A", url: "https://a.example/", format, ...rest });
  return error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
}

describe("a secret that is sent in a header is judged like an Auth Token", () => {
  test.each(["ключ", " abc ", "a b", "€uro"])("%j is refused", (value) => {
    const refused = (label: string) =>
      `${label} may hold visible Latin-1 characters only, without spaces: check what was pasted.`;
    expect(issuesOf({ ...JSM, api_key: value })).toEqual([["format.api_key", refused("API Key")]]);
    expect(issuesOf({ ...JIRA, webhook_token: value })).toEqual([
      ["format.webhook_token", refused("Webhook Secret")],
    ]);
  });

  test.each(["k3y", "é~!"])("%j is taken", (value) => {
    expect(issuesOf({ ...JSM, api_key: value })).toEqual([]);
  });

  test("spaces around PagerDuty's key are refused, for it is sent as it is", () => {
    expect(issuesOf({ type: "pagerduty", routing_key: "R0 " })).toEqual([
      ["format.routing_key", expect.stringContaining("has a space or line break around it")],
    ]);
    expect(issuesOf({ type: "pagerduty", routing_key: "R0" })).toEqual([]);
  });
});

describe("a header that the format sets is not set by the channel too", () => {
  const basic = { auth: { type: "basic", username: "ada", password: "x" } };
  const token = { auth: { type: "token", token: "x" } };
  const header = (name: string) => ({ headers: [{ name, value: "v" }] });
  const ofAuth = ["auth.type", "The channel's format sets the Authorization header itself: choose None."];
  const ofHeader = ["headers.0.name", "The channel's format sets this header itself: remove this row."];

  test.each<[string, GivenFormat, object, string[][]]>([
    ["Basic Authentication", JSM, basic, [ofAuth]],
    ["Token Authentication", JSM, token, [ofAuth]],
    ["a row Authorization", JSM, header("Authorization"), [ofHeader]],
    ["a row of its own name", JIRA, header("X-Automation-Webhook-Token"), [ofHeader]],
    ["another row", JSM, header("X-Automation-Webhook-Token"), []],
    ["Authentication beside another header", JIRA, token, []],
    [
      "a row, where the field is left out",
      { type: "jira_automation" },
      header("X-Automation-Webhook-Token"),
      [],
    ],
    ["Authentication where the format has no header", { type: "slack" }, basic, []],
  ])("%s", (_, format, rest, issues) => {
    expect(issuesOf(format, rest)).toEqual(issues);
  });

  test("nor where the field's value is a saved one", () => {
    const settings = {
      ...newChannelSchema.parse({ name: "A", url: "https://a.example/" }),
      format: { type: "jira_automation", saved: true },
      ...header("x-automation-webhook-token"),
    };
    const { error } = channelSettingsSchema.safeParse(settings);
    expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([ofHeader]);
  });
});
