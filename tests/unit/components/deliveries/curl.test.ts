import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asCurl } from "#components/deliveries/curl.ts";

const request = {
  method: "POST",
  url: "https://jira.example.com/hook/{{TOKEN}}?a=1&b=[2]",
  headers: { "content-type": "application/json", authorization: "Bearer ••••", "X-Team": "it's ops" },
  body: '{"alert_title":"$(touch /tmp/x) `id` \\"quoted\\" it\'s\\n"}',
};

/** The arguments that a shell passes to curl. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync("bash", ["-c", script]).toString().split("\0").slice(0, -1);
}

test("the command is broken into readable lines", () => {
  expect(asCurl({ ...request, headers: { "X-Team": "ops" }, body: "{}" })).toBe(
    `curl --globoff -X POST 'https://jira.example.com/hook/{{TOKEN}}?a=1&b=[2]' \\
  -H 'X-Team: ops' \\
  --data-raw '{}'`,
  );
});

test("a shell passes every value to curl unchanged", () => {
  expect(argumentsOf(asCurl(request))).toEqual([
    "--globoff",
    ...["-X", "POST", request.url],
    ...["-H", "content-type: application/json", "-H", "authorization: Bearer ••••", "-H", "X-Team: it's ops"],
    ...["--data-raw", request.body],
  ]);
});

test("a header without a value is sent too", () => {
  expect(argumentsOf(asCurl({ ...request, headers: { "X-Empty": "" } }))).toContain("X-Empty;");
});

test("any value stays one argument", { timeout: 30_000 }, () => {
  const text = fc.string({
    unit: fc.constantFrom("'", '"', "\\", "$", "`", "\n", "!", " ", "a", "\\'", "é"),
  });
  fc.assert(
    fc.property(text, text, (value, body) => {
      const given = argumentsOf(asCurl({ ...request, headers: { "X-A": `a${value}` }, body }));
      expect(given.slice(4)).toEqual(["-H", `X-A: a${value}`, "--data-raw", body]);
    }),
    { numRuns: 50 },
  );
});
