import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { SETTABLE_STATUSES } from "#lib/domain/alert/status.ts";
import { openApiDocument } from "#lib/web/rest/openapi/document.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";

const run = promisify(execFile);
const LONG_MS = 120_000;
const quiet = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

function written(folder: Folder): string {
  const file = join(folder.path, "openapi.json");
  writeFileSync(file, JSON.stringify(openApiDocument));
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
    ...openApiDocument.components.schemas[name],
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
    expect(openApiDocument.components.schemas.StatusChange).toMatchObject({
      properties: { status: { enum: SETTABLE_STATUSES } },
    });
  });
});

test("every operation has a tag that is described, and an id of its own", () => {
  const operations = Object.values(openApiDocument.paths).flatMap((item) =>
    Object.entries(item).flatMap(([name, part]) =>
      name === "parameters" ? [] : [part as { tags: string[]; operationId: string }],
    ),
  );
  const names = openApiDocument.tags.map(({ name }) => name);
  for (const { tags } of operations) expect(names).toEqual(expect.arrayContaining(tags));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});
