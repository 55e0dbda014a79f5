import { describe, expect, test } from "vitest";
import { LONGEST_PATH, localPath } from "#lib/web/auth/local-path.ts";

/** Where a browser goes that is told to go to this path. */
const landsAt = (path: string): string => new URL(path, "https://tocsin.example").origin;

describe("a path of this site stays", () => {
  test.each([
    ["/", "/"],
    ["/deliveries?state=failed&channel=chn_1", "/deliveries?state=failed&channel=chn_1"],
    ["/alerts/a%2F1", "/alerts/a%2F1"],
    ["/x/../deliveries", "/deliveries"],
    ["/deliveries#top", "/deliveries"],
    ["/deliveries?next=//evil.com", "/deliveries?next=//evil.com"],
    [`/${"a".repeat(LONGEST_PATH - 1)}`, `/${"a".repeat(LONGEST_PATH - 1)}`],
  ])("%j leads to %j", (wanted, path) => {
    expect(localPath(wanted)).toBe(path);
  });
});

describe("whatever else is asked for leads to the start page or stays here", () => {
  test.each([
    undefined,
    "",
    "//evil.com",
    "///evil.com",
    "//evil.com/deliveries",
    "/\\evil.com",
    "/\\/evil.com",
    "\\\\evil.com",
    "/\t/evil.com",
    "/\n/evil.com",
    "\t//evil.com",
    " //evil.com",
    "/.//evil.com",
    "/..//evil.com",
    "/x/..//evil.com/a",
    "/x/../..//evil.com",
    "/%2e//evil.com",
    "/%2e%2e//evil.com",
    "/%2E%2e//evil.com",
    "/.%2e//evil.com",
    "/.\\\\evil.com",
    "/.\\/evil.com",
    "/./\\evil.com",
    "/.\t//evil.com",
    "/x/..\\\\evil.com",
    "//localhost/deliveries/..//evil.com",
    "//user@evil.com",
    "//localhost:80@evil.com",
    "//localhost@evil.com/",
    "//localhost:8080/",
    "https://evil.com/",
    "http:evil.com",
    "http:/evil.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.com",
    "//[",
    `/${"a".repeat(LONGEST_PATH)}`,
    `/${"é".repeat(LONGEST_PATH / 4)}`,
  ])("%j", (wanted) => {
    const path = localPath(wanted);
    expect(path).toMatch(/^\/(?![/\\])/);
    expect(landsAt(path)).toBe("https://tocsin.example");
    // What is resolved once more, as by Next and then by the browser, is still the same place.
    expect(localPath(path)).toBe(path);
    expect(path.length).toBeLessThanOrEqual(LONGEST_PATH);
  });

  test.each([
    "/.//evil.com",
    "/x/..//evil.com/a",
    "/%2e//evil.com",
    "/.\\\\evil.com",
    `/${"a".repeat(2_048)}`,
  ])("%j is the start page", (wanted) => {
    expect(localPath(wanted)).toBe("/");
  });
});
