import { describe, expect, test } from "vitest";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelSettingsSchema, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";

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
