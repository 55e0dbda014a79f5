/**
 * Counts the tests in vitest's JSON report. A file that could not be loaded, a run that failed without a
 * failed test, a missing report and a run without any test each count as one failed test.
 */
export function countVitest(report, exitCode) {
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return settle(report?.numPassedTests ?? 0, (report?.numFailedTests ?? 0) + brokenFiles.length, exitCode);
}

/**
 * Counts the tests in Playwright's JSON report by the same rules. One that passed only at its second try counts
 * as passed, and is counted as `flaky` too.
 */
export function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  const errorsOutsideTests = report?.errors?.length ?? 0;
  return { ...settle(expected + flaky, unexpected + errorsOutsideTests, exitCode), flaky };
}

function settle(passed, failed, exitCode) {
  const failedUnseen = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: failedUnseen ? 1 : failed };
}

/** A table of all suites, with the totals as its last line. */
export function summary(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map(
    ({ name, passed, failed, seconds, flaky = 0 }) =>
      `  ${failed > 0 ? "✗" : "✓"} ${name.padEnd(width)} ${count(passed)} passed ${count(failed)} failed ${seconds.toFixed(1).padStart(7)} s${flaky > 0 ? `, ${flaky} at the second try` : ""}`,
  );
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  return [...rows, "", `${total("passed")} passed, ${total("failed")} failed`].join("\n");
}

function count(number) {
  return String(number).padStart(5);
}
