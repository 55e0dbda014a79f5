import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { findPromtool } from "../../support/promtool.ts";
import { startTocsin } from "../../support/server.ts";

/** The rules of docs/monitoring.md. */
const [, rules = ""] = /```yaml\n(groups:[^`]+)```/.exec(readFileSync("docs/monitoring.md", "utf8")) ?? [];

let promtool: string | null;
beforeAll(async () => {
  promtool = await findPromtool();
}, 150_000);

test("promtool reads the page's alerting rules", ({ skip }) => {
  if (promtool === null) return skip("There is no promtool, and Debian's package can't be had.");
  using folder = temporaryFolder();
  const file = join(folder.path, "rules.yml");
  writeFileSync(file, rules);
  const said = execFileSync(promtool, ["check", "rules", file], { encoding: "utf8" });
  expect(said).toContain("5 rules found");
});

test("they ask only for metrics that there are", async () => {
  await using tocsin = await startTocsin({ env: { METRICS_ALLOW: "loopback" } });
  const text = await (await fetch(`${tocsin.url}/metrics`)).text();
  const asked = [...rules.matchAll(/\btocsin_\w+/g)].map(([name]) => name.replace(/_bucket$/, ""));
  expect(asked.length).toBeGreaterThan(3);
  for (const name of asked) expect(text).toContain(`# TYPE ${name} `);
  expect(text).toMatch(/^tocsin_commit_seconds_bucket\{le="/m);
});
