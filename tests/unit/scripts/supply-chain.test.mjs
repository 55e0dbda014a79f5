import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { root, runProcess } from "../../../scripts/process.mjs";
import { verdictOf } from "../../../scripts/supply-chain/advisories.mjs";
import { belowFloor } from "../../../scripts/supply-chain/floors.mjs";
import { refusedLicences } from "../../../scripts/supply-chain/licences.mjs";

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));

describe("floors", () => {
  test("no dependency of this checkout is below its floor", () => {
    expect(belowFloor(packages)).toEqual([]);
  });

  test.each([
    ["16.2.6", true],
    ["16.2.10", true],
    ["16.10.0", true],
    ["17.0.0", true],
    ["16.2.5", false],
    ["16.1.99", false],
    ["9.9.9", false],
    ["16.2.6-canary.3", false],
    ["16.3.0-canary.3", true],
  ])("next %s is at least 16.2.6: %s", (version, fits) => {
    expect(belowFloor({ "node_modules/next": { version } }, { next: "16.2.6" })).toHaveLength(fits ? 0 : 1);
  });

  test("every copy counts, and names like it don't", () => {
    const copies = {
      "node_modules/next": { version: "16.4.0" },
      "node_modules/a/node_modules/next": { version: "15.0.0" },
      "node_modules/not-next": { version: "1.0.0" },
    };
    expect(belowFloor(copies, { next: "16.2.6" })).toEqual([
      "node_modules/a/node_modules/next is 15.0.0: next must be at least 16.2.6.",
    ]);
  });

  test("a floor under nothing is told", () => {
    expect(belowFloor({}, { next: "16.2.6" })).toEqual(["next is not installed: take its floor away."]);
  });
});

describe("licences", () => {
  test("every dependency of this checkout has one that is allowed", () => {
    expect(refusedLicences(packages)).toEqual([]);
  });

  const a = (license) => ({ "node_modules/a": { license } });
  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-only)", true],
    ["MIT AND ISC", true],
    ["MIT AND GPL-3.0-only", false],
    ["GPL-3.0-only", false],
    ["AGPL-3.0-or-later", false],
    ["LGPL-3.0-or-later", false],
    ["MPL-2.0", false],
    ["UNLICENSED", false],
    ["SEE LICENSE IN LICENSE", false],
    [undefined, false],
  ])("%s → %s", (license, allowed) => {
    expect(refusedLicences(a(license))).toHaveLength(allowed ? 0 : 1);
  });

  test("an exception holds for its package alone", () => {
    const [one, other] = ["node_modules/axe-core", "node_modules/axe-core/node_modules/b"];
    expect(refusedLicences({ [one]: { license: "MPL-2.0" } })).toEqual([]);
    expect(refusedLicences({ [other]: { license: "MPL-2.0" } })).toHaveLength(1);
    expect(refusedLicences({ [one]: { license: "GPL-3.0-only" } })).toHaveLength(1);
  });

  test("a build for another platform is licensed like the whole", () => {
    const build = { "node_modules/@next/swc-darwin-x64": {} };
    const whole = (license) => ({ "node_modules/next": { license }, ...build });
    expect(refusedLicences(whole("MIT"))).toEqual([]);
    expect(refusedLicences(whole("GPL-3.0-only"))).toHaveLength(2);
    expect(refusedLicences(build)).toEqual([
      "node_modules/@next/swc-darwin-x64 is licensed under nothing that its author names.",
    ]);
  });
});

test("the SBOM names every package, and which of them only developers need", {
  timeout: 60_000,
}, async () => {
  const { code, output } = await runProcess("npm", ["run", "--silent", "sbom"], { output: "keep" });
  expect(code).toBe(0);
  const { bomFormat, components, dependencies } = JSON.parse(output);
  const named = new Map(components.map((one) => [one.purl, one]));
  const copies = Map.groupBy(
    Object.entries(packages).filter(([path]) => path !== ""),
    ([path, { version }]) => `pkg:npm/${nameOf(path).replace("@", "%40")}@${version}`,
  );
  for (const [purl, installed] of copies) {
    const component = named.get(purl);
    expect(component, purl).toBeDefined();
    const forDevelopers = component.properties.some(({ name }) => name === "cdx:npm:package:development");
    // Of two copies of one version npm tells only one, which may be the developers'.
    if (installed.every(([, { dev }]) => !dev)) expect(forDevelopers, purl).toBe(false);
  }
  expect(bomFormat).toBe("CycloneDX");
  expect(dependencies).toHaveLength(components.length + 1);
});

const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

describe("npm run audit", () => {
  const advisory = (name, severity, more = {}) => ({
    source: 1,
    name,
    title: `${name} lets somebody in`,
    url: `https://github.com/advisories/${name}`,
    severity,
    range: "<2.0.0",
    ...more,
  });
  /** The members of npm's report (auditReportVersion 2) that are read. */
  const report = (...vias) =>
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: Object.fromEntries(vias.map((via, index) => [`package-${index}`, { via }])),
    });

  test("without an advisory it exits with 0", () => {
    expect(verdictOf(report())).toEqual({ lines: ["Advisories: 0, high or critical: 0."], exitCode: 0 });
  });

  test("a moderate one is told and exits with 0", () => {
    expect(verdictOf(report([advisory("a", "moderate")]))).toEqual({
      lines: [
        "moderate: a <2.0.0: a lets somebody in (https://github.com/advisories/a)",
        "Advisories: 1, high or critical: 0.",
      ],
      exitCode: 0,
    });
  });

  test.each(["high", "critical"])("a %s one comes first, and exits with 1", (severity) => {
    const { lines, exitCode } = verdictOf(report([advisory("a", "low")], [advisory("b", severity)]));
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(new RegExp(`^${severity}: b`));
  });

  test("one that reaches several packages is told once", () => {
    const { lines } = verdictOf(report([advisory("a", "high")], ["package-0", advisory("a", "high")]));
    expect(lines).toHaveLength(2);
  });

  test.each([
    ["nothing", "", /could not be asked/],
    ["npm's own error", '{"message":"405 Method Not Allowed","statusCode":405}', /405 Method Not Allowed/],
    ["no report", "npm error", /could not be asked/],
  ])("%s is no clean bill: it says so and exits with 2", (_, printed, sentence) => {
    const { lines, exitCode } = verdictOf(printed);
    expect([exitCode, lines]).toEqual([2, [expect.stringMatching(sentence)]]);
  });
});
