// Runs the test suites one after the other: all of them, or those named, as in `npm test -- unit
// integration`. Arguments after a single name go to its runner: `npm test -- e2e webhooks.spec.ts`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StepFailed } from "./prepare/step.mjs";
import { Stopped } from "./process.mjs";
import { summary } from "./test/counts.mjs";
import { suites } from "./test/suites.mjs";

const { chosen, runnerArgs } = readArguments(process.argv.slice(2));
const reports = mkdtempSync(join(tmpdir(), "tocsin-test-reports-"));
try {
  const results = [];
  for (const suite of chosen) results.push(await runSuite(suite, results));
  console.log(`\n${summary(results)}`);
  process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

function readArguments(args) {
  const allNames = suites.map(({ name }) => name);
  const firstOther = args.findIndex((arg) => !allNames.includes(arg));
  const names = firstOther === -1 ? args : args.slice(0, firstOther);
  const runnerArgs = args.slice(names.length);
  if (runnerArgs.length > 0 && names.length !== 1) {
    console.error(`The suites are ${allNames.join(", ")}; found "${runnerArgs[0]}".`);
    process.exit(2);
  }
  return { chosen: suites.filter((suite) => isChosen(suite, names)), runnerArgs };
}

function isChosen(suite, names) {
  if (names.length === 0) return !suite.onlyByName;
  if (names.includes(suite.name)) return true;
  return suite.name === "build" && suites.some(({ name, needsBuild }) => needsBuild && names.includes(name));
}

/** Runs one suite. One that breaks counts as one failed test, and the others still run. */
async function runSuite(suite, earlier) {
  console.log(`\n── ${suite.name} ${"─".repeat(60 - suite.name.length)}`);
  const startedAt = performance.now();
  const counts = await countsOf(suite, earlier);
  return { name: suite.name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
}

async function countsOf(suite, earlier) {
  if (suite.needsBuild && earlier.some(({ name, failed }) => name === "build" && failed > 0)) {
    console.log("Not run: the build failed.");
    return { passed: 0, failed: 1 };
  }
  try {
    return await suite.run(join(reports, `${suite.name}.json`), runnerArgs);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    console.error(error instanceof StepFailed ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}
