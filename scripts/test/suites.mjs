import { readFileSync } from "node:fs";
import { build } from "../prepare/build.mjs";
import { runProcess } from "../process.mjs";
import { countPlaywright, countVitest } from "./counts.mjs";

/** The folder of the tests' own build, so that they can run beside an instance of the same checkout. */
const buildFolder = ".next-test";

const env = { TOCSIN_BUILD_DIR: buildFolder, NEXT_TELEMETRY_DISABLED: "1" };
const longestSuiteMs = 20 * 60_000;
/** These download whole systems and build an image, one after the other. */
const longestPeersMs = 50 * 60_000;

/**
 * All suites in the order in which they run, those with `onlyByName` only if they are named. `run` takes the file for the runner's JSON report and further
 * arguments for the runner; it resolves with `{ passed, failed }`.
 */
export const suites = [
  { name: "lint", run: () => asOneTest(["biome", "check"], ["knip"]) },
  { name: "types", run: () => asOneTest(["next", "typegen"], ["tsc", "--noEmit"]) },
  { name: "unit", run: (report, args) => vitest("unit*", report, args) },
  { name: "build", run: () => buildAsOneTest() },
  { name: "integration", needsBuild: true, run: (report, args) => vitest("integration", report, args) },
  { name: "e2e", needsBuild: true, run: (report, args) => playwright(report, args) },
  // With the real programs of others, which must be had first.
  { name: "peers", needsBuild: true, onlyByName: true, run: (report, args) => vitest("peers", report, args) },
];

/** Runs the commands until one fails, and counts them as one test. */
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
  const timeoutMs = project === "peers" ? longestPeersMs : longestSuiteMs;
  const { code } = await run("vitest", ["run", `--project=${project}`, ...reporters, ...args], {}, timeoutMs);
  return countVitest(read(report), code);
}

async function playwright(report, args) {
  // Load it only now, as it loads all of Playwright.
  const { findBrowser } = await import("../browser.mjs");
  const more = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, TOCSIN_BROWSER: await findBrowser() };
  const { code } = await run("playwright", ["test", ...args], more);
  return countPlaywright(read(report), code);
}

function run(program, args, more = {}, timeoutMs = longestSuiteMs) {
  return runProcess(program, args, { env: { ...env, ...more }, timeoutMs });
}

/** The runner's report; undefined if the runner crashed before it wrote one. */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  }
}
