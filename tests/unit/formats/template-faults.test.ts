import { describe, expect, test } from "vitest";
import { positionOf } from "#lib/formats/template/fault.ts";
import { faultOf } from "./template-run.ts";

describe("a template that can't be read says where", () => {
  test.each([
    ["a\n  {{ alert_titel }}", "2:6", 'There is no variable "alert_titel": look at the list of variables.'],
    ["{{ status | upcase }}", "1:13", 'There is no filter "upcase". Use one of json, date, truncate.'],
    [
      "a\n\n{{ status }} {{ status | json | base64_encode }}",
      "3:33",
      'There is no filter "base64_encode". Use one of json, date, truncate.',
    ],
    [
      "{% if status %}\n{% for x in details %}\n{% endif %}\n{% endfor %}",
      "3:1",
      "{% endif %} stands where {% endfor %} is due.",
    ],
    ["x {% if status %} y", "1:3", "{% if %} has no {% endif %}: add it."],
    ["x {% raw %} y", "1:12", "{% raw %} has no {% endraw %}: add it."],
    ["{% comment %} y", "1:1", "{% comment %} has no {% endcomment %}: add it."],
    ["{% endfor %}", "1:1", "{% endfor %} ends nothing: remove it."],
    ["{% else %}", "1:1", "{% else %} may stand only in if, unless, case, for."],
    ['{% for x in details %}{% when "a" %}{% endfor %}', "1:23", "{% when %} may stand only in case."],
    ["\n\n {{ status", "3:2", "This {{ has no }}: add it."],
    ["{% if status", "1:1", "This {% has no %}: add it."],
    ["{% %}", "1:4", "Between {% and %} the name of a tag is missing."],
    ["{{ }}", "1:4", "Here a value is missing."],
    ["{% if %}{% endif %}", "1:6", "Here a value is missing."],
    ["{{ status priority }}", "1:1", "An operator is missing here, or one too many stands here."],
    ["{{ status == }}", "1:1", "An operator is missing here, or one too many stands here."],
    ["{{ == status }}", "1:1", "An operator is missing here, or one too many stands here."],
    ["{{ status, priority }}", "1:10", 'What is ", priority" to do here? Remove it.'],
    ["{{ status + 1 }}", "1:12", "Here only a filter may follow, such as | json."],
    ["{% assign a = status, 1 %}", "1:21", 'What is ", 1" to do here? Remove it.'],
    ["{% assign status = 1 %}", "1:1", '"status" is a field of the alert: choose another name.'],
    [
      "{% capture details %}{% endcapture %}",
      "1:1",
      '"details" is a field of the alert: choose another name.',
    ],
    ["{{ status | date }}", "1:13", 'The filter date takes a format, such as date: "%Y-%m-%d".'],
    ["{{ status | json: 2 }}", "1:13", "The filter json takes nothing behind it."],
    [
      "{{ status | truncate: 1, 2, 3 }}",
      "1:13",
      'The filter truncate takes a length and an end, such as truncate: 50, "…".',
    ],
    ["{{ status | truncate: length: 1 }}", "1:13", "A filter's arguments have no names here."],
    [
      "{% for x in details cols: 2 %}{% endfor %}",
      "1:1",
      "A loop takes limit, offset and reversed, and nothing else.",
    ],
    ["{{ forloop.index }}", "1:4", 'There is no variable "forloop": look at the list of variables.'],
    [
      "{% for x in details %}{% endfor %}{{ x }}",
      "1:38",
      'There is no variable "x": look at the list of variables.',
    ],
    ["{{ details[] }}", "1:12", "Between [ and ] a key is missing."],
    ['{{ ["status"] }}', "1:4", "Here a variable's name is missing."],
  ])("%s at %s: %s", (given, at, message) => {
    expect(faultOf(given)).toEqual({ at, message });
  });

  test.each([
    "include 'x'",
    "render 'x'",
    "layout 'x'",
    "block x",
    "tablerow x in details",
    "cycle 'a', 'b'",
    "increment x",
    "decrement x",
    "echo status",
    "liquid echo status",
    "break",
    "continue",
    "# comment",
    "constructor",
    "__proto__",
  ])("there is no tag %s", (tag) => {
    const [name] = tag.split(" ");
    expect(faultOf(`a {% ${tag} %}`)).toEqual({
      at: "1:3",
      message: `There is no tag "${name}". Use one of if, unless, case, for, assign, capture, comment, raw.`,
    });
  });
});

describe("a result that is not JSON says where it comes from", () => {
  test.each([
    ['{"a": "{{ alert_title | json }}"}', "1:8", 'a comma or } is due where "D" stands'],
    ['{"a": {{ alert_title }} }', "1:7", 'a value is due where "D" stands'],
    ['{\n  "a": 1,\n}', "3:1", 'a key in quotation marks is due where "}" stands'],
    ['{"a": 1\n "b": 2}', "2:2", 'a comma or } is due where "\\"" stands'],
    ['{"a" 1}', "1:6", 'a colon is due where "1" stands'],
    ["[1, 2", "1:6", "it ends where a comma or ] is due"],
    ['{"a": ', "1:7", "it ends where a value is due"],
    ["{", "1:2", "it ends where a key in quotation marks or } is due"],
    ["[", "1:2", "it ends where a value or ] is due"],
    ["[1]]", "1:4", 'nothing more is due where "]" stands'],
    ["[1}", "1:3", 'a comma or ] is due where "}" stands'],
    [
      '{"a": "b\nc"}',
      "1:7",
      "a text in quotation marks doesn't end on its line, or has a wrong escape in it",
    ],
    ['{"a": "\\x"}', "1:7", "a text in quotation marks doesn't end on its line, or has a wrong escape in it"],
    ["{'a': 1}", "1:2", 'a key in quotation marks or } is due where "\'" stands'],
    ["[01]", "1:2", 'a value or ] is due where "0" stands'],
    ["[nul]", "1:2", 'a value or ] is due where "n" stands'],
    ['{"a": {{ di_event }}}', "1:21", 'a value is due where "}" stands'],
    ["[{% for x in (1..2) %}\n{{ x }},{% endfor %}]", "2:21", 'a value is due where "]" stands'],
  ])("%s at %s: %s", (given, at, message) => {
    expect(faultOf(given, { type: "application/json" })).toEqual({
      at,
      message: `The result is not JSON: ${message}.`,
    });
  });
});

test.each(["", "   \n", "{{ di_event }}", "{% if di_event %}x{% endif %}"])(
  "a template that makes nothing (%j) fails",
  (given) => {
    for (const type of ["text/plain", "application/json"] as const)
      expect(faultOf(given, { type })).toEqual({
        at: null,
        message: "The template makes nothing of this event.",
      });
  },
);

test.each([
  ["abc", 0, { line: 1, column: 1 }],
  ["a\nbc", 3, { line: 2, column: 2 }],
  ["a\n\n", 3, { line: 3, column: 1 }],
])("%j at %i", (text, offset, expected) => {
  expect(positionOf(text, offset)).toEqual(expected);
});
