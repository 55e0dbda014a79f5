import { expect, test } from "vitest";
import { jiraAutomationDescription } from "#lib/domain/format/jira-automation.ts";
import { jiraAutomation } from "#lib/formats/jira-automation.ts";
import { bodyFor, resolved } from "./event.ts";

test("the alert is the data of the webhook", () => {
  expect(bodyFor("jira_automation")).toEqual({
    data: {
      ...resolved,
      event_id: "evt_1",
      tocsin_url: "https://tocsin.example.com/alerts/disk-1",
      details: null,
    },
  });
});

test.each([
  ["[~ada] look", "[\u2060~ada] look"],
  ["!https://evil.example/x.png!", "!\u2060https://evil.example/x.png!"],
  ["!HTTP://evil.example/x.png!", "!\u2060HTTP://evil.example/x.png!"],
  ["!//evil.example/x.png!", "!\u2060//evil.example/x.png!"],
  ["[link|https://a.example] (!) [ ~ ]", "[link|https://a.example] (!) [ ~ ]"],
])("%s is sent as %s: a rule may print it as Jira's markup", (alert_title, sent) => {
  expect(bodyFor("jira_automation", { alert_title }).data.alert_title).toBe(sent);
});

test("the secret of the trigger goes into its header, if there is one", () => {
  const headers = (secrets: string[]) =>
    jiraAutomation.headers({ type: "jira_automation", fields: {}, secrets }, () => "t0ken");
  expect(headers(["webhook_token"])).toEqual({ "x-automation-webhook-token": "t0ken" });
  expect(headers([])).toEqual({});
});

test.each([
  ["https://automation.atlassian.com/pro/hooks/0a1b2c", [{ value: "0a1b2c", replacement: "SECRET" }]],
  ["https://api-private.atlassian.com/automation/webhooks/jira/a/57f6/019e", []],
  ["https://automation.atlassian.com/pro/hooks/", null],
  ["https://jira.example.com/pro/hooks/0a1b2c", null],
])("%s: %j", (url, own) => {
  expect(jiraAutomationDescription.ownUrl(new URL(url))).toEqual(own);
});
