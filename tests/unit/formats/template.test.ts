import { describe, expect, test } from "vitest";
import { template } from "#lib/formats/template.ts";
import { made, text } from "./template-run.ts";

const details = {
  region: "eu-1",
  count: 3,
  ratio: 0.5,
  on: false,
  none: null,
  list: ["a", "b", { c: "d" }],
  labels: { "app.kubernetes.io/name": "db", size: "own" },
  empty: [],
};

describe("what a template prints", () => {
  test.each([
    ["{{ alert_title }}", "Disk <full> @channel"],
    ["{{ event_id }} {{ channel_name }} {{ base_url }}", "evt_1 Ops https://tocsin.example.com"],
    ["[{{ category }}{{ di_event }}]", "[Storage]"],
    ["{{ details.region }} {{ details.count }} {{ details.ratio }} {{ details.on }}", "eu-1 3 0.5 false"],
    ["[{{ details.none }}{{ details.missing }}{{ details.missing.more }}]", "[]"],
    ['{{ details["region"] }} {{ details.labels["app.kubernetes.io/name"] }}', "eu-1 db"],
    ["{{ details.list[0] }}{{ details.list[-2] }}{{ details.list.last.c }}", "abd"],
    ["{{ details.list.size }} {{ details.list.first }} {{ details.region.size }}", "3 a 4"],
    ["{{ details.labels.size }}", "own"],
    ["{{ details.list }} {{ details.labels.size | json }}", '["a","b",{"c":"d"}] "own"'],
    ['{{ "literal" }} {{ 1.5 }} {{ true }}[{{ nil }}]', "literal 1.5 true[]"],
    ["{% raw %}{{ alert_title }}{% endraw %}", "{{ alert_title }}"],
    ["a{% comment %}{% nonsense %} {{ | }}{% endcomment %}b", "ab"],
    ["a  {{- status -}}  b {%- if true %} c{% endif %}", "aResolvedb c"],
    ["{{ (1..3) }}", "[1,2,3]"],
  ])("%s: %s", (given, expected) => {
    expect(text(given, { details })).toBe(expected);
  });
});

describe("what a template decides", () => {
  test.each([
    ['{% if status == "Resolved" %}a{% else %}b{% endif %}', "a"],
    ['{% if status != "Resolved" %}a{% elsif priority == "High" %}b{% else %}c{% endif %}', "b"],
    ["{% if di_event %}a{% endif %}{% if details.on %}b{% endif %}{% if details.count %}c{% endif %}", "c"],
    ["{% unless di_event %}a{% endunless %}{% unless true %}b{% elsif true %}c{% endunless %}", "ac"],
    ['{% if details.count > 2 and details.count <= 3 %}a{% endif %}{% if "3" > 2 %}b{% endif %}', "a"],
    ['{% if "b" > "a" %}a{% endif %}{% if nil < 1 %}b{% endif %}', "a"],
    ['{% if alert_title contains "full" %}a{% endif %}{% if details.list contains "b" %}b{% endif %}', "ab"],
    ["{% if details contains nil %}a{% endif %}{% if not details.on or nil %}b{% endif %}", "b"],
    [
      '{% if "" == empty %}a{% endif %}{% if details.empty == empty %}b{% endif %}{% if nil == empty %}c{% endif %}',
      "ab",
    ],
    [
      '{% if "  " == blank %}a{% endif %}{% if nil == blank %}b{% endif %}{% if details.list == blank %}c{% endif %}',
      "ab",
    ],
    ['{% case priority %}{% when "Low" %}a{% when "High", "Critical" %}b{% else %}c{% endcase %}', "b"],
    ['{% case priority %}{% when "Low" or "Medium" %}a{% else %}c{% endcase %}', "c"],
  ])("%s: %s", (given, expected) => {
    expect(text(given, { details })).toBe(expected);
  });
});

describe("what a template loops over", () => {
  test.each([
    [
      "{% for x in details.list %}{{ x }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
      'a, b, {"c":"d"}',
    ],
    [
      "{% for x in details.labels %}{{ x[0] }}={{ x[1] }};{% endfor %}",
      "app.kubernetes.io/name=db;size=own;",
    ],
    [
      "{% for x in (1..3) reversed %}{{ x }}{% endfor %}{% for x in (1..9) limit: 2 offset: 3 %}{{ x }}{% endfor %}",
      "32145",
    ],
    [
      "{% for x in details.empty %}a{% else %}none{% endfor %}{% for x in nil %}a{% else %}!{% endfor %}",
      "none!",
    ],
    ["{% for x in details.region %}{{ x }}{% endfor %}", "eu-1"],
    [
      "{% for x in (1..2) %}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.length }}{{ forloop.first }} {% endfor %}",
      "022true 112false ",
    ],
    [
      "{% for x in (1..2) %}{% for y in (1..2) %}{{ x }}{{ y }}{{ forloop.index }} {% endfor %}{{ forloop.index }}|{% endfor %}",
      "111 122 1|211 222 2|",
    ],
    ["{% for x in (3..1) %}a{% else %}b{% endfor %}", "b"],
  ])("%s: %s", (given, expected) => {
    expect(text(given, { details })).toBe(expected);
  });
});

describe("what a template names", () => {
  test.each([
    ['{% assign who = "Ops" %}{{ who }}', "Ops"],
    [
      "{% capture who %}{{ source_name }} in {{ details.region }}{% endcapture %}{{ who }}!",
      "Monitoring in eu-1!",
    ],
    ["{% assign n = 1 %}{% for x in (1..3) %}{% assign n = x %}{% endfor %}{{ n }}", "3"],
    ["{% assign list = details.list %}{{ list[1] }}", "b"],
    ["{% for x in (1..2) %}{{ seen }}{% assign seen = x %}{% endfor %}", "1"],
  ])("%s: %s", (given, expected) => {
    expect(text(given, { details })).toBe(expected);
  });
});

describe("filters", () => {
  test.each([
    [
      "{{ alert_title | json }}{{ di_event | json }}{{ details.count | json }}",
      '"Disk <full> @channel"null3',
    ],
    [
      "{{ alert_title | truncate: 7 }}|{{ alert_title | truncate: 5, '…' }}|{{ 'abc' | truncate: 3 }}",
      "Disk...|Disk…|abc",
    ],
    [
      "{{ '🔔🔔🔔🔔🔔' | truncate: 4 }}|{{ 'abc' | truncate: 0, '' }}|{{ 'abcdef' | truncate: 2 }}",
      "🔔...||...",
    ],
    ["{{ update_at | date: '%Y-%m-%d %H:%M:%S %L %Z %z' }}", "2026-11-24 07:00:00 000 UTC +0000"],
    [
      "{{ update_at | date: '%a %A %b %B %e %-d %j %I %l %p %P %y %s %F %T %R %%' }}",
      "Tue Tuesday Nov November 24 24 328 07  7 AM am 26 1795503600 2026-11-24 07:00:00 07:00 %",
    ],
    ["{{ '2026-01-02T23:30:00+05:30' | date: '%F %R %-e %-m' }}", "2026-01-02 18:00 2 1"],
    ["{{ 0 | date: '%F' }} {{ 1795503600 | date: '%F' }}", "1970-01-01 2026-11-24"],
    [
      "{{ 'now' | date: '%Y' }} {{ 'today' | date: '%Y' }} {{ 'yesterday' | date: '%Y' }}",
      "now today yesterday",
    ],
    [
      "[{{ nil | date: '%Y' }}] {{ '24.11.2026' | date: '%Y' }} {{ update_at | date: '%Q %10Y' }}",
      "[] 24.11.2026 %Q %10Y",
    ],
  ])("%s: %s", (given, expected) => {
    expect(text(given, { details })).toBe(expected);
  });
});

describe("a JSON template", () => {
  const alert = { alert_title: '"a"\\\n\u2028</script>', description: null };

  test.each([
    ['{"t":"{{ alert_title }}"}', { t: alert.alert_title }],
    ['{"t":{{ alert_title | json }}}', { t: alert.alert_title }],
    [
      '{"t":"{{ alert_title | json }}"}'.replaceAll('"{{', "{{").replaceAll('}}"', "}}"),
      { t: alert.alert_title },
    ],
    ['{"t":"{{ alert_title | truncate: 2, \'\' }}"}', { t: '"a' }],
    [
      '{% capture c %}<{{ alert_title }}>{% endcapture %}{"t":"{{ c }}","j":{{ c | json }}}',
      { t: `<${alert.alert_title}>`, j: `<${alert.alert_title}>` },
    ],
    ['{% assign j = alert_title | json %}{"t":"{{ j }}"}', { t: JSON.stringify(alert.alert_title) }],
    ['{"d":{{ description | json }},"e":"{{ description }}"}', { d: null, e: "" }],
    ['{"d":{{ details | json }}}', { d: details }],
    [
      '{"n":{{ details.count }},"on":{{ details.on }},"list":"{{ details.list }}"}',
      { n: 3, on: false, list: JSON.stringify(details.list) },
    ],
    [
      '[{% for x in (1..3) %}{"x":"{{ alert_title }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]',
      [1, 2, 3].map(() => ({ x: alert.alert_title })),
    ],
  ])("%s", (given, expected) => {
    expect(JSON.parse(made(given, { alert, details }))).toEqual(expected);
  });

  test("a text that closes its quotation marks stays a text", () => {
    const alert_title = '", "admin": true, "x": "';
    expect(JSON.parse(made('{"t":"{{ alert_title }}"}', { alert: { alert_title } }))).toEqual({
      t: alert_title,
    });
  });
});

test("own members only: nothing of JavaScript shows", () => {
  const given = ["constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "length", "valueOf"];
  const printed = given.map(
    (name) =>
      `{{ alert_title.${name} }}{{ details.${name} }}{{ details.list.${name} }}{{ details["${name}"] }}`,
  );
  expect(text(`[${printed.join("")}]`, { details })).toBe("[]");
});

test("members of JavaScript's names are printed if the details have them", () => {
  const own = JSON.parse(
    '{"__proto__":"p","constructor":"c","toString":"t","then":"n","toLiquid":"l","valueOf":"v"}',
  );
  const given =
    "{{ details.__proto__ }}{{ details.constructor }}{{ details.toString }}{{ details.then }}{{ details.toLiquid }}";
  expect(text(given, { details: own })).toBe("pctnl");
  expect(text("{{ details }}", { details: own })).toBe(JSON.stringify(own));
});

test("without a public address base_url is nil", () => {
  expect(text("[{{ base_url }}]", { baseUrl: null })).toBe("[]");
});

test("the media type is the template's", () => {
  const headers = (fields: Record<string, string>) =>
    template.headers({ type: "template", fields, secrets: [] }, () => "");
  expect(headers({ content_type: "text/plain" })).toEqual({ "content-type": "text/plain; charset=utf-8" });
  expect(headers({})).toEqual({});
});

test("half of a surrogate pair, which only an escape in the template makes, is replaced", () => {
  expect(text('{{ "a\\ud800b" }}')).toBe("a\ufffdb");
});
