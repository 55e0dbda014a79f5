import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { SETTABLE_STATUSES } from "#lib/domain/alert/status.ts";
import { openApi, table } from "#lib/web/rest/table.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";

const run = promisify(execFile);
const LONG_MS = 120_000;
const quiet = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

function written(folder: Folder): string {
  const file = join(folder.path, "openapi.json");
  writeFileSync(file, JSON.stringify(openApi));
  return file;
}

test("a public linter finds nothing in the description", { timeout: LONG_MS }, async () => {
  using folder = temporaryFolder();
  const { stdout } = await run(
    "redocly",
    ["lint", written(folder), "--config", "redocly.yaml", "--format=json"],
    {
      env: quiet,
    },
  );
  expect(JSON.parse(stdout).problems).toEqual([]);
});

/** What a GET answers goes back as it is: every member is one that the change takes. */
const ROUND_TRIP = `
import { Api } from "./client.ts";

const api = new Api();
export async function sendBack(): Promise<void> {
  const channel = (await api.api.getChannel("chn_1")).data;
  await api.api.updateChannel(channel.id, channel);
  const rule = (await api.api.getRule("rul_1")).data;
  await api.api.updateRule(rule.id, rule);
  const settings = (await api.api.getAccessRequests()).data;
  await api.api.setAccessRequests(settings);
  const source = (await api.api.getSource("src_1")).data;
  await api.api.updateSource(source.id, source);
}
`;
const OPTIONS =
  "--ignoreConfig --noEmit --strict --skipLibCheck --target es2022 --module nodenext --allowImportingTsExtensions";

test("a generated client compiles, and may send back what it has read", { timeout: LONG_MS }, async () => {
  using folder = temporaryFolder();
  const { files } = await generateApi({ input: written(folder), output: false, silent: true });
  writeFileSync(join(folder.path, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder.path, "client.ts"), files.map(({ fileContent }) => fileContent).join("\n"));
  writeFileSync(join(folder.path, "round-trip.ts"), ROUND_TRIP);
  const compiled = await run("tsc", [
    ...OPTIONS.split(" "),
    "--lib",
    "es2022,dom",
    join(folder.path, "round-trip.ts"),
  ]).catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe("");
});

/** A schema of the description, as a judge of values. */
const schema = (name: string) =>
  z.fromJSONSchema({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...openApi.components.schemas[name],
  });

describe("the description takes what the product takes", () => {
  test.each([
    ["NewChannel", { name: "Jira", url: "https://jira.example.com/hook/{{TOKEN}}?q={{ROOM}}" }],
    [
      "ChannelChanges",
      { url_secrets: [{ replacement: "TOKEN", saved: true }], auth: { type: "token", saved: true } },
    ],
    [
      "ChannelChanges",
      { headers: [{ name: "X-Api-Key", sensitive: true, saved: true }], disabled_reason: null },
    ],
    ["StatusChange", { status: "Resolved", remark: null }],
    ["RuleChanges", { channels: "all", follow_up: false, last_error: null }],
  ])("%s %j", (name, value) => {
    expect(schema(name).safeParse(value).error).toBeUndefined();
  });

  test.each([
    ["StatusChange", { status: "Auto-Resolved" }],
    ["ChannelChanges", { auth: { type: "token", saved: false } }],
    ["NewChannel", { name: "Jira" }],
  ])("but not %s %j", (name, value) => {
    expect(schema(name).safeParse(value).success).toBe(false);
  });

  test("the statuses to set are those with a button", () => {
    expect(openApi.components.schemas.StatusChange).toMatchObject({
      properties: { status: { enum: SETTABLE_STATUSES } },
    });
  });
});

test("503 is told of exactly what writes: trying a rule reads only", () => {
  const withoutIt = Object.values(now.paths)
    .flatMap((item) => Object.entries(item))
    .filter(([, { responses }]) => !("503" in responses))
    .map(([method, { operationId }]) => [method, operationId]);
  expect(withoutIt.filter(([method]) => method !== "get")).toEqual([["post", "tryRule"]]);
});

test("every operation has a tag that is described, and an id of its own", () => {
  const ids = table.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const names = openApi.tags.map(({ name }) => name);
  for (const item of Object.values(openApi.paths))
    for (const operation of Object.values(item))
      expect(operation).toMatchObject({ tags: [expect.toBeOneOf(names)] });
});

type Operation = {
  operationId: string;
  security: unknown;
  parameters?: { name: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
};
type Description = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }> };
};

/** What the description said when it was written by hand, one file per part. */
const before: Description = JSON.parse(
  readFileSync(new URL("../../../fixtures/openapi-before-the-table.json", import.meta.url), "utf8"),
);
const now: Description = JSON.parse(JSON.stringify(openApi));

describe("the description says at least what it said before the table", () => {
  const operations = Object.entries(before.paths).flatMap(([path, { parameters: shared, ...item }]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation, shared })),
  );
  test.each(operations)("$method $path", ({ path, method, operation, shared }) => {
    const today = now.paths[path]?.[method];
    expect(today).toMatchObject({ operationId: operation.operationId, security: operation.security });
    expect(Object.keys(today?.responses ?? {})).toEqual(
      expect.arrayContaining(Object.keys(operation.responses)),
    );
    expect(today?.requestBody === undefined).toBe(operation.requestBody === undefined);
    const names = (all: { name: string }[] = []) => all.map(({ name }) => name);
    const inAddress = Array.isArray(shared) ? shared : [];
    expect(names(today?.parameters)).toEqual(
      expect.arrayContaining(names([...inAddress, ...(operation.parameters ?? [])])),
    );
  });

  test.each(Object.entries(before.components.schemas))("%s", (name, { properties = {}, required = [] }) => {
    const today = now.components.schemas[name];
    expect(Object.keys(today?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(properties)));
    expect(today?.required ?? []).toEqual(expect.arrayContaining(required));
  });
});
