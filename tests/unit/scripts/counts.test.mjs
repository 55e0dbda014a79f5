import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest, summary } from "../../../scripts/test/counts.mjs";

const file = (status, ...tests) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });

describe("a vitest run counts", () => {
  test.each([
    [
      "what passed",
      { numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", "passed")] },
      0,
      3,
      0,
    ],
    [
      "what failed",
      { numPassedTests: 3, numFailedTests: 2, testResults: [file("failed", "failed")] },
      1,
      3,
      2,
    ],
    [
      "a file that can't be loaded",
      { numPassedTests: 3, numFailedTests: 0, testResults: [file("failed")] },
      1,
      3,
      1,
    ],
    ["an error outside any test", { numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1, 3, 1],
    ["no tests as a failure", { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, 0, 1],
    ["a crash as a failure", undefined, 139, 0, 1],
  ])("%s", (_, report, exitCode, passed, failed) => {
    expect(countVitest(report, exitCode)).toEqual({ passed, failed });
  });
});

describe("a Playwright run counts", () => {
  test.each([
    ["what passed", { stats: { expected: 4, unexpected: 0, flaky: 0 }, errors: [] }, 0, 4, 0],
    [
      "what passed at the second try, and says so",
      { stats: { expected: 4, unexpected: 0, flaky: 1 } },
      0,
      5,
      0,
      1,
    ],
    ["what failed", { stats: { expected: 4, unexpected: 1, flaky: 0 }, errors: [] }, 1, 4, 1],
    ["an error outside any test", { stats: { expected: 0, unexpected: 0 }, errors: [{}] }, 1, 0, 1],
    ["a crash as a failure", undefined, 1, 0, 1],
  ])("%s", (_, report, exitCode, passed, failed, flaky = 0) => {
    expect(countPlaywright(report, exitCode)).toEqual({ passed, failed, flaky });
  });
});

test("the last line of the summary holds the totals", () => {
  const text = summary([
    { name: "lint", passed: 1, failed: 0, seconds: 1.04 },
    { name: "unit", passed: 20, failed: 2, seconds: 12 },
  ]);
  expect(text.split("\n").at(-1)).toBe("21 passed, 2 failed");
});

test("the summary counts what only passed at the second try", () => {
  expect(summary([{ name: "e2e", passed: 80, failed: 0, flaky: 1, seconds: 400 }])).toContain(
    "400.0 s, 1 at the second try",
  );
});
