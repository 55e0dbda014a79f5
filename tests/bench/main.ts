import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, type Scenario, table } from "./report.ts";
import { against } from "./scenarios/against.ts";
import { audit } from "./scenarios/audit.ts";
import { backlog } from "./scenarios/backlog.ts";
import { backup } from "./scenarios/backup.ts";
import { batch } from "./scenarios/batch.ts";
import { exporting } from "./scenarios/export.ts";
import { fanOut } from "./scenarios/fan-out.ts";
import { formats } from "./scenarios/formats.ts";
import { history } from "./scenarios/history.ts";
import { idle } from "./scenarios/idle.ts";
import { isolation } from "./scenarios/isolation.ts";
import { keyLimit } from "./scenarios/key-limit.ts";
import { overview } from "./scenarios/overview.ts";
import { pages } from "./scenarios/pages.ts";
import { peer } from "./scenarios/peer.ts";
import { postsWhilePages } from "./scenarios/posts-while-pages.ts";
import { redaction } from "./scenarios/redaction.ts";
import { redeliver } from "./scenarios/redeliver.ts";
import { rules } from "./scenarios/rules.ts";
import { search } from "./scenarios/search.ts";
import { senders } from "./scenarios/senders.ts";
import { signIn } from "./scenarios/sign-in.ts";
import { single } from "./scenarios/single.ts";
import { stream } from "./scenarios/stream.ts";

const scenarios: Scenario[] = [
  single,
  batch,
  fanOut,
  isolation,
  backlog,
  history,
  backup,
  exporting,
  overview,
  audit,
  search,
  rules,
  stream,
  pages,
  postsWhilePages,
  keyLimit,
  senders,
  redeliver,
  redaction,
  formats,
  signIn,
  idle,
  peer,
  against,
];

/*
 * npm run bench [-- NAME …] [--runs 5] [--scale 1] [--json FILE] [--other DIR]: measures, then prints a table
 * and JSON.
 * Each rate is compared with bare posts to the same receiver in the same run, because machines differ and are
 * shared.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    scale: { type: "string", default: "1" },
    json: { type: "string" },
    other: { type: "string" },
  },
});
const unknown = positionals.find((name) => !scenarios.some((one) => one.name === name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are:`);
  for (const { name, title } of scenarios) console.error(`  ${name.padEnd(18)} ${title}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const scenario of scenarios) {
  if (positionals.length > 0 && !positionals.includes(scenario.name)) continue;
  console.log(`\n${scenario.name}: ${scenario.title}`);
  const other = values.other && resolve(values.other);
  const bench = { runs: Number(values.runs), scale: Number(values.scale), other };
  figures.push(...(await scenario.run({ ...bench, progress: (what) => console.log(`  ${what}`) })));
}
const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
const report = JSON.stringify({ at: new Date().toISOString(), machine, figures });
console.log(`\n${table(figures)}\n\n${report}`);
if (values.json !== undefined) writeFileSync(values.json, report);
process.exit(0);
