import { expect, test } from "vitest";
import { trialInWords } from "#components/rules/form/trial-words.ts";

const jira = { id: "chn_1", name: "Jira", enabled: true };
const slack = { id: "chn_2", name: "Slack", enabled: true };
const pager = { id: "chn_3", name: "Pager", enabled: false };

test.each<[string, number, number, (typeof jira)[], boolean, string]>([
  ["no events", 0, 0, [jira], false, "There are no events yet: post an alert, then try again."],
  ["a channel", 1_000, 3, [jira], false, "Would have sent 3 of the last 1,000 events to Jira."],
  ["several", 9, 9, [jira, slack], false, "Would have sent 9 of the last 9 events to Jira and Slack."],
  ["the only event", 1, 1, [jira], false, "Would have sent the only event to Jira."],
  ["none", 9, 0, [jira], false, "Would not have notified of any of the last 9 events."],
  ["not the only event", 1, 0, [], false, "Would not have notified of the only event."],
  [
    "one of two disabled",
    9,
    2,
    [jira, pager],
    false,
    "Would have sent 2 of the last 9 events to Jira. Left out: Pager is disabled.",
  ],
  [
    "all disabled",
    9,
    2,
    [pager],
    false,
    "Would have notified of 2 of the last 9 events, but Pager is disabled: nothing would have been sent.",
  ],
  [
    "no channel chosen",
    1,
    1,
    [],
    false,
    "Would have notified of the only event, but no channel is chosen yet: nothing would have been sent.",
  ],
  [
    "all channels, but there are none",
    9,
    2,
    [],
    true,
    "Would have notified of 2 of the last 9 events, but there is no channel yet: nothing would have been sent.",
  ],
])("%s", (_, tested, matched, channels, toAll, sentence) => {
  expect(trialInWords({ tested, matched, channels }, toAll)).toBe(sentence);
});
