import { describe, expect, test } from "vitest";
import { compileRule, type RuleEvent, silence } from "#lib/domain/rule/match.ts";
import { newRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { toRule } from "#lib/domain/rule/settings.ts";
import { blocksOf, readMarkdown } from "../../support/markdown.ts";
import { ruleEvent } from "../../support/rules.ts";

const page = readMarkdown("docs/rules.md");

/** An example's rule, and the rows of the table that follows it. */
type Example = { heading: string; rule: string; rows: Row[] };
type Row = { event: string; matches: boolean; notifies: boolean };

const examples: Example[] = blocksOf(page)
  .filter(({ language }) => language === "json")
  .map(({ heading, text, at }) => ({
    heading,
    rule: text,
    rows: rowsAfter(at + text.length),
  }));

function rowsAfter(at: number): Row[] {
  const [section = ""] = page.slice(at).split(/^#+ /m);
  const rows = [...section.matchAll(/^\| `(\{.+\})` \| (yes|no) \| (yes|no) \|$/gm)];
  return rows.map(([, event = "", matches, notifies]) => ({
    event,
    matches: matches === "yes",
    notifies: notifies === "yes",
  }));
}

test("the page has examples, each with events on both sides", () => {
  expect(examples.length).toBeGreaterThan(4);
  for (const { heading, rows } of examples)
    expect(
      rows.map(({ notifies }) => notifies),
      heading,
    ).toEqual(expect.arrayContaining([true, false]));
});

describe.each(examples)("$heading", ({ rule: text, rows }) => {
  const settings = newRuleSchema.parse(JSON.parse(text.replaceAll("chn_…", "chn_1")));
  const rule = toRule("rul_1", settings);
  const { judge } = compileRule(rule);

  test.each(rows)("$event", ({ event: posted, matches, notifies }) => {
    const event = eventOf(posted);
    const verdict = judge(event).matches;
    expect({ matches: verdict, notifies: verdict && silence(rule, event) === null }).toEqual({
      matches,
      notifies,
    });
  });
});

/** What a post makes of an alert whose status before is the one that it names. */
function eventOf(posted: string): RuleEvent {
  const { details = null, previous_alert_status: before = null, ...fields } = JSON.parse(posted);
  return ruleEvent({ ...fields, previous_alert_status: before }, { details, before });
}
