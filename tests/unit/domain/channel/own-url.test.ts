import { describe, expect, test } from "vitest";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelSettingsSchema, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import { FORMAT_TYPES, type FormatType } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";

const SLACK = "https://hooks.slack.com/services/T0001/B0001";

type Row = { replacement: string; value?: string; saved?: true };

const given = (url: string, rows: Row[] = [], type = "slack") => ({
  name: "Chat",
  url,
  url_secrets: rows,
  format: { type },
});

/** What is stored of a new channel. */
function saved(url: string, rows?: Row[], type?: string) {
  const parsed = newChannelSchema.parse(given(url, rows, type));
  const { channel, issues } = settle(parsed, null);
  expect(issues).toEqual([]);
  return { url: channel.url, rows: channel.urlSecrets, secrets: Object.fromEntries(channel.secrets) };
}

function issuesOf(url: string, rows?: Row[], type?: string) {
  const { error } = newChannelSchema.safeParse(given(url, rows, type));
  return error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
}

describe("the secret of a receiver's own URL is protected by itself", () => {
  test("as {{SECRET}}", () => {
    expect(saved(`${SLACK}/s3cr3tT0ken`)).toEqual({
      url: `${SLACK}/{{SECRET}}`,
      rows: ["SECRET"],
      secrets: { "url:SECRET": "s3cr3tT0ken" },
    });
  });

  test("several of them, each by its name", () => {
    const url = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k3yk3y&token=t0kent0ken";
    expect(saved(url, [], "google_chat").url).toBe(
      "https://chat.googleapis.com/v1/spaces/AAAA/messages?key={{KEY}}&token={{SECRET}}",
    );
  });

  test("under another name where a row has that one", () => {
    const rows = [{ replacement: "SECRET", value: "B0001" }];
    expect(saved(`${SLACK}/s3cr3tT0ken`, rows)).toEqual({
      url: "https://hooks.slack.com/services/T0001/{{SECRET}}/{{SECRET_2}}",
      rows: ["SECRET", "SECRET_2"],
      secrets: { "url:SECRET": "B0001", "url:SECRET_2": "s3cr3tT0ken" },
    });
  });

  test("each of several that have one name", () => {
    const url = "https://prod-1.westeurope.logic.azure.com/workflows/1/invoke";
    expect(saved(`${url}?sig=s3cr3tA&SIG=s3cr3tB`, [], "teams").url).toBe(
      `${url}?sig={{SECRET}}&SIG={{SECRET_2}}`,
    );
  });

  test("but not where a row protects it already", () => {
    const rows = [{ replacement: "TOKEN", value: "s3cr3tT0ken" }];
    expect(saved(`${SLACK}/s3cr3tT0ken`, rows)).toMatchObject({ url: `${SLACK}/{{TOKEN}}`, rows: ["TOKEN"] });
    expect(saved(`${SLACK}/{{TOKEN}}`, rows)).toMatchObject({ url: `${SLACK}/{{TOKEN}}`, rows: ["TOKEN"] });
  });

  test("in no other format, and in no other URL", () => {
    expect(saved(`${SLACK}/s3cr3tT0ken`, [], "alert")).toMatchObject({
      url: `${SLACK}/s3cr3tT0ken`,
      rows: [],
    });
    expect(saved("https://relay.example.com/slack/s3cr3tT0ken")).toMatchObject({ rows: [] });
  });
});

describe("a URL that would show its secret all the same is refused there", () => {
  test("if a row covers a part of it", () => {
    const rows = [{ replacement: "TOKEN", value: "s3cr3t" }];
    expect(issuesOf(`${SLACK}/s3cr3tT0ken`, rows)).toEqual([
      ["url", expect.stringContaining("A part of this URL's secret would be shown")],
    ]);
  });

  test("if it is too short to be protected", () => {
    expect(issuesOf(`${SLACK}/abc`)).toEqual([["url", expect.stringContaining("would be shown")]]);
  });

  test("if there are ten rows already", () => {
    const rows = Array.from({ length: 10 }, (_, index) => ({
      replacement: `R${index}`,
      value: `value-${index}`,
    }));
    const query = rows.map(({ value }) => value).join("&");
    expect(issuesOf(`${SLACK}/s3cr3tT0ken?${query}`, rows)).toEqual([
      ["url", expect.stringContaining("10 rows already")],
    ]);
  });

  test("if it also stands in the host", () => {
    const url = "https://mattermost.example.com/hooks/mattermost";
    expect(issuesOf(url, [], "mattermost")).toEqual([["url", expect.stringContaining("part of the host")]]);
  });
});

describe("a saved channel", () => {
  const stored = {
    ...settle(newChannelSchema.parse(given(`${SLACK}/s3cr3tT0ken`)), null).channel,
    id: "chn_1",
  } as unknown as ChannelView;
  const changed = (changes: object) =>
    settle(channelSettingsSchema.parse({ ...settingsOf(stored), ...changes }), stored);

  test("keeps its secret as long as its URL stays as it is shown", () => {
    const { channel, issues } = changed({ name: "Other" });
    expect(issues).toEqual([]);
    expect([...channel.kept]).toEqual(["url:SECRET"]);
  });

  test("takes a new URL in place of the saved one, under the same name", () => {
    const { channel, issues } = changed({ url: `${SLACK}/an0therT0ken` });
    expect(issues).toEqual([]);
    expect(channel).toMatchObject({ url: `${SLACK}/{{SECRET}}`, urlSecrets: ["SECRET"] });
    expect([...channel.secrets]).toEqual([["url:SECRET", "an0therT0ken"]]);
  });
});

/** Of each format, a URL of its receiver's own shape where it has one, and its required fields. */
const OWN: Record<FormatType, { url: string; fields?: Record<string, string> }> = {
  alert: { url: "https://alerts.example.com/in" },
  slack: { url: `${SLACK}/s3cr3tT0ken` },
  teams: { url: "https://prod-1.westeurope.logic.azure.com/workflows/1/invoke?api-version=1&sig=s3cr3tSig" },
  discord: { url: "https://discord.com/api/webhooks/12/s3cr3tT0ken" },
  google_chat: { url: "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k3yk3y&token=t0kent0ken" },
  mattermost: { url: "https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz" },
  ntfy: { url: "https://ntfy.sh/", fields: { topic: "alerts" } },
  telegram: { url: "https://api.telegram.org/bot12:AAE-x/sendMessage", fields: { chat_id: "-100" } },
  pagerduty: { url: "https://events.pagerduty.com/v2/enqueue", fields: { routing_key: "r0utingKey" } },
  jira_automation: { url: "https://automation.atlassian.com/pro/hooks/0a1b2c3d" },
  jira_service_management: {
    url: "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
    fields: { api_key: "ap1-key" },
  },
  servicenow: { url: "https://example.service-now.com/api/global/em/jsonv2" },
  cloudevents: { url: "https://events.example.com/" },
  template: { url: "https://events.example.com/", fields: { template: '{"t":"{{ alert_title }}"}' } },
};

test.each(FORMAT_TYPES)("%s: what is saved and shown can be sent back, and keeps its secrets", (type) => {
  const { url, fields } = OWN[type];
  const { channel, issues } = settle(
    newChannelSchema.parse({ name: "Channel", url, format: { type, ...fields } }),
    null,
  );
  expect(issues).toEqual([]);
  expect(formatDescriptions[type].ownUrl(new URL(channel.url)) ?? []).toEqual([]);
  const stored = { ...channel, id: "chn_1" } as unknown as ChannelView;
  const again = settle(channelSettingsSchema.parse(settingsOf(stored)), stored);
  expect(again.issues).toEqual([]);
  expect(again.channel.url).toBe(channel.url);
  expect(again.channel.kept).toEqual(new Set(channel.secrets.keys()));
});
