import { readFileSync } from "node:fs";
import { build } from "../prepare/build.mjs";
import { runProcess } from "../process.mjs";
import { countPlaywright, countVitest } from "./counts.mjs";

/** The tests' own build, so that they run beside an instance that was started from the same checkout. */
const buildFolder = ".next-test";

const env = { TOCSIN_BUILD_DIR: buildFolder, NEXT_TELEMETRY_DISABLED: "1" };
const longestSuiteMs = 20 * 60_000;

/**
 * All suites in the order in which they run. `run` takes the file that a runner may write its JSON report to
 * and further arguments for that runner; it resolves with `{ passed, failed }`.
 */
export const suites = [
  { name: "lint", run: () => asOneTest(["biome", "check"], ["knip"]) },
  { name: "types", run: () => asOneTest(["next", "typegen"], ["tsc", "--noEmit"]) },
  { name: "unit", run: (report, args) => vitest("unit", report, args) },
  { name: "build", run: () => buildAsOneTest() },
  { name: "integration", needsBuild: true, run: (report, args) => vitest("integration", report, args) },
  { name: "e2e", needsBuild: true, run: (report, args) => playwright(report, args) },
];

/** Runs the commands until one fails, and counts them as a single test. */
async function asOneTest(...commands) {
  for (const [program, ...args] of commands) {
    const { code } = await run(program, args);
    if (code !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

async function buildAsOneTest() {
  await build(buildFolder);
  return { passed: 1, failed: 0 };
}

async function vitest(project, report, args) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await run("vitest", ["run", `--project=${project}`, ...reporters, ...args]);
  return countVitest(read(report), code);
}

async function playwright(report, args) {
  // Loaded only now: it brings all of Playwright.
  const { findBrowser } = await import("../browser.mjs");
  const more = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, TOCSIN_BROWSER: await findBrowser() };
  const { code } = await run("playwright", ["test", ...args], more);
  return countPlaywright(read(report), code);
}

function run(program, args, more = {}) {
  return runProcess(program, args, { env: { ...env, ...more }, timeoutMs: longestSuiteMs });
}

/** The runner's report; undefined when it crashed before it wrote one. */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  }
}
