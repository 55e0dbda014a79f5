import { expect, test } from "vitest";
import { blankFormat } from "#components/channels/format/blank-format.ts";
import { proposalFor } from "#components/channels/format/proposal.ts";
import { FORMAT_TYPES, type FormatType } from "#lib/domain/format/format.ts";
import { formatSchema } from "#lib/domain/format/format-schema.ts";

const SLACK = "https://hooks.slack.com/services/T0001/B0002/s3cr3tOfSlack";
const DISCORD = "https://discord.com/api/webhooks/123456789/s3cr3t-of_Discord";
const TEAMS =
  "https://prod-01.westeurope.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=s3cr3tOfTeams";

const propose = (
  url: string,
  type: FormatType = "alert",
  rows: { replacement: string; value?: string }[] = [],
) => proposalFor({ url, type, rows });

test.each<[string, string, FormatType]>([
  ["Slack's", SLACK, "slack"],
  ["Discord's", DISCORD, "discord"],
  ["Teams'", TEAMS, "teams"],
])("of %s own URL the format and the protection of its secret part are proposed", (_, url, type) => {
  const proposal = propose(` ${url} `);
  expect(proposal?.type).toBe(type);
  expect(proposal?.rows.map(({ replacement }) => replacement)).toEqual(["SECRET"]);
  for (const { value } of proposal?.rows ?? []) expect(url).toContain(value);
  expect(propose(url, type)).toEqual({ ...proposal, type: null });
  expect(propose(url, type, proposal?.rows)).toBeNull();
});

test("a URL of another receiver than the chosen one proposes that receiver's format", () => {
  expect(propose(DISCORD, "slack")?.type).toBe("discord");
});

test("a template may go to any receiver: only the protection is proposed", () => {
  expect(propose(SLACK, "template")).toMatchObject({ type: null, rows: [{ replacement: "SECRET" }] });
});

test("a Replacement Value that a row has is not proposed again", () => {
  expect(propose(SLACK, "slack", [{ replacement: "SECRET", value: "another" }])?.rows[0]?.replacement).toBe(
    "SECRET_2",
  );
});

test.each<[string, FormatType | null]>([
  ["https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz", "mattermost"],
  ["https://automation.atlassian.com/pro/hooks/0a1b2c3d4e", "jira_automation"],
  ["https://ci.example.com/hooks/production", null],
  ["http://10.0.0.1:8081/bot12:AAE-x/sendMessage", "telegram"],
  ["https://example.com/botanics/sendMessage", null],
])("of %s the format %s is proposed", (url, type) => {
  expect(propose(url)?.type ?? null).toBe(type);
});

test("the chosen format protects a secret of its shape, unless the host is another receiver's", () => {
  expect(propose("https://ci.example.com/hooks/production", "mattermost")).toEqual({
    label: "Mattermost",
    type: null,
    rows: [{ replacement: "SECRET", value: "production" }],
  });
  expect(propose("https://automation.atlassian.com/pro/hooks/0a1b2c3d4e", "mattermost")?.type).toBe(
    "jira_automation",
  );
});

test.each([
  ["https://alerts.example.com/in"],
  ["https://hooks.slack.com/services/{{SECRET}}"],
  ["hooks.slack.com"],
  [""],
])("nothing is proposed for %j", (url) => {
  expect(propose(url, url.includes("slack") ? "slack" : "alert")).toBeNull();
});

test.each(FORMAT_TYPES)(
  "%s begins with a value for each choice, and only a required field is missing",
  (type) => {
    const { error } = formatSchema.safeParse(blankFormat(type));
    for (const { message } of error?.issues ?? []) expect(message).toMatch(/ is required\.$/);
  },
);
