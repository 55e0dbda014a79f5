import { describe, expect, test } from "vitest";
import type { FormatType, SecretInUrl } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";

const ownUrl = (type: FormatType, url: string) => formatDescriptions[type].ownUrl(new URL(url));

const secret = (value: string): SecretInUrl[] => [{ value, replacement: "SECRET" }];

const CONNECTOR = "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook";
const WORKFLOW = "https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke";
const POWER =
  "https://default1.a2.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke/";
const SPACE = "https://chat.googleapis.com/v1/spaces/AAAA/messages";

describe("a receiver's own URL, and the secret in it", () => {
  test.each<[FormatType, string, readonly SecretInUrl[]]>([
    ["slack", "https://hooks.slack.com/services/T0/B0/x7Kq", secret("x7Kq")],
    ["slack", "https://hooks.slack-gov.com/services/T0/B0/x7Kq", secret("x7Kq")],
    [
      "teams",
      `${WORKFLOW}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB-c%2Bd`,
      secret("aB-c%2Bd"),
    ],
    ["teams", `${POWER}?api-version=1&sig=aB_c&sv=1.0`, secret("aB_c")],
    ["teams", `${CONNECTOR}/0f1e/2d3c`, secret("0f1e/2d3c")],
    ["discord", "https://discord.com/api/webhooks/12/t0-K_en", secret("t0-K_en")],
    ["discord", "https://canary.discord.com/api/v10/webhooks/12/t0Ken?wait=true", secret("t0Ken")],
    ["discord", "https://discordapp.com/api/webhooks/12/t0Ken", secret("t0Ken")],
    [
      "google_chat",
      `${SPACE}?key=AIza&token=t0%3D`,
      [...secret("t0%3D"), { value: "AIza", replacement: "KEY" }],
    ],
    [
      "mattermost",
      "https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz",
      secret("abcdefghijklmnopqrstuvwxyz"),
    ],
    ["mattermost", "http://10.0.0.1/mm/hooks/abcdefghij", secret("abcdefghij")],
    ["telegram", "https://api.telegram.org/bot12:AAE-x/sendMessage", secret("12:AAE-x")],
    ["telegram", "https://api.telegram.org/bot12:AAE-x", secret("12:AAE-x")],
    ["telegram", "http://127.0.0.1:8081/bot12:AAE-x/test/sendMessage", secret("12:AAE-x")],
    ["ntfy", "https://ntfy.sh/", []],
    ["slack", "https://hooks.slack.com//services/T0//B0/x7Kq", secret("x7Kq")],
    ["slack", "https://hooks.slack.com./services/T0/B0/x7Kq", secret("x7Kq")],
    ["teams", `${WORKFLOW}?SIG=aB-c&sig=aB-d&Sig=aB-c`, [...secret("aB-c"), ...secret("aB-d")]],
    ["discord", "https://discord.com/api/webhooks/12/t0Ken/slack?wait=true", secret("t0Ken")],
    ["discord", "https://discord.com./api/webhooks/12/t0Ken/github", secret("t0Ken")],
    ["google_chat", `${SPACE}?token=t0&token=t1`, [...secret("t0"), ...secret("t1")]],
    ["mattermost", "https://chat.example.com/hooks//abcdefghij", secret("abcdefghij")],
    ["telegram", "https://api.telegram.org//bot12:AAE-x/sendMessage", secret("12:AAE-x")],
    ["jira_automation", "https://automation.atlassian.com./pro//hooks/0a1b", secret("0a1b")],
  ])("%s: %s", (type, url, secrets) => {
    expect(ownUrl(type, url)).toEqual(secrets);
  });

  test.each<[FormatType, string]>([
    ["slack", "https://hooks.slack.com/services/T0/B0/{{SECRET}}"],
    ["teams", `${WORKFLOW}?sig={{SIG}}`],
    ["teams", `${CONNECTOR}/{{SECRET}}`],
    ["discord", "https://discord.com/api/webhooks/12/{{A}}{{B}}"],
    ["google_chat", `${SPACE}?key={{KEY}}&token={{SECRET}}`],
    ["mattermost", "https://chat.example.com/hooks/{{SECRET}}"],
    ["telegram", "https://api.telegram.org/bot{{SECRET}}/sendMessage"],
    ["jira_automation", "https://automation.atlassian.com/pro/hooks/{{SECRET}}"],
  ])("%s: what is protected already is not named again: %s", (type, url) => {
    expect(ownUrl(type, url)).toEqual([]);
  });

  test("a secret of which a part is protected is named as it stands", () => {
    expect(ownUrl("slack", "https://hooks.slack.com/services/T0/B0/{{A}}rest")).toEqual(secret("{{A}}rest"));
  });

  test("of two secrets, the one that is protected is left out", () => {
    expect(ownUrl("google_chat", `${SPACE}?key={{KEY}}&token=t0`)).toEqual(secret("t0"));
  });
});

test.each<[FormatType, string]>([
  ["slack", "https://hooks.slack.com/workflows/T0/A0/1/x7Kq"],
  ["slack", "https://hooks.slack.com.evil.example/services/T0/B0/x7Kq"],
  ["slack", "https://evil.example/hooks.slack.com/services/T0/B0/x7Kq"],
  ["teams", "https://example.com/invoke?sig=abc"],
  ["teams", WORKFLOW],
  ["teams", "https://logic.azure.com.evil.example/?sig=abc"],
  ["discord", "https://discord.com/channels/1/2"],
  ["discord", "https://notdiscord.com/api/webhooks/12/t0Ken"],
  ["google_chat", "https://chat.googleapis.com/v1/media/1?key=a&token=b"],
  ["mattermost", "https://example.com/hooks/catch/123/abcdefgh"],
  ["mattermost", "https://example.com/webhooks/abcdefgh"],
  ["telegram", "https://example.com/bots/deploy"],
  ["telegram", "https://example.com/bot12:AAE/getMe"],
  ["ntfy", "https://ntfy.example.com/"],
])("%s: another's URL: %s", (type, url) => {
  expect(ownUrl(type, url)).toBeNull();
});
