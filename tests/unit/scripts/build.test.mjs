import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashOf } from "../../../scripts/prepare/build.mjs";
import { temporaryFolder } from "../../support/folder.ts";

const changes = [
  ["a content", (at) => writeFileSync(at("app/page.tsx"), "two")],
  ["a name", (at) => renameSync(at("app/page.tsx"), at("app/side.tsx"))],
  ["a new file", (at) => writeFileSync(at("app/new.tsx"), "")],
  ["a file gone", (at) => rmSync(at("tsconfig.json"))],
];

test.each(changes)("the hash changes with %s", (_, change) => {
  using folder = sources();
  const before = hashOf(folder.path, ["app", "tsconfig.json"]);
  change((path) => join(folder.path, path));
  expect(hashOf(folder.path, ["app", "tsconfig.json"])).not.toBe(before);
});

test("the hash stays when only a time changes, or a file outside", () => {
  using folder = sources();
  const before = hashOf(folder.path, ["app", "tsconfig.json", "public"]);
  utimesSync(join(folder.path, "app/page.tsx"), 0, 0);
  writeFileSync(join(folder.path, "README.md"), "");
  expect(hashOf(folder.path, ["app", "tsconfig.json", "public"])).toBe(before);
});

function sources() {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, "app"));
  writeFileSync(join(folder.path, "app/page.tsx"), "one");
  writeFileSync(join(folder.path, "tsconfig.json"), "{}");
  return folder;
}
