import { expect, test } from "vitest";
import { counter, exposition, gauge, histogram } from "#lib/web/metrics/exposition.ts";

test("each metric has its help, its type and a line per value", () => {
  const states = [
    { labels: { channel_id: "chn_1", state: "failing" }, value: 1 },
    { labels: { channel_id: "chn_1", state: "healthy" }, value: 0 },
  ];
  expect(exposition([counter("posts_total", "Posts.", 3), gauge("state", "The state.", states)])).toBe(
    `# HELP posts_total Posts.
# TYPE posts_total counter
posts_total 3
# HELP state The state.
# TYPE state gauge
state{channel_id="chn_1",state="failing"} 1
state{channel_id="chn_1",state="healthy"} 0
`,
  );
});

test("a bucket of a histogram counts all smaller values too", () => {
  const distribution = { bounds: [0.5, 1], counts: [2, 3, 1], sum: 6.5, labels: { thread: "http" } };
  expect(exposition([histogram("delay_seconds", "The delay.", [distribution])])).toBe(
    `# HELP delay_seconds The delay.
# TYPE delay_seconds histogram
delay_seconds_bucket{thread="http",le="0.5"} 2
delay_seconds_bucket{thread="http",le="1"} 5
delay_seconds_bucket{thread="http",le="+Inf"} 6
delay_seconds_sum{thread="http"} 6.5
delay_seconds_count{thread="http"} 6
`,
  );
});

test("a label may hold anything", () => {
  const labels = { name: 'a "b" \\ c\nd' };
  expect(exposition([gauge("x", "A \\ b.\nC.", [{ labels, value: 1 }])])).toBe(
    '# HELP x A \\\\ b.\\nC.\n# TYPE x gauge\nx{name="a \\"b\\" \\\\ c\\nd"} 1\n',
  );
});
