import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backupFile, removeOldest } from "#lib/data-folder/backup/files.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";

const NOW = Date.parse("2026-11-29T08:00:00Z");

const name = (day: string, tag = "-1f0c9a3e") => `tocsin-${day}T08-00-00-000Z${tag}.db`;

/** A new backup beside others, of which the oldest go; returns what is left. */
function leftOf(folder: Folder, others: string[], keep: number): string[] {
  const made = backupFile(folder.path, "scheduled", { tag: "1f0c9a3e", now: NOW });
  for (const file of [made, ...others.map((one) => join(folder.path, one))]) writeFileSync(file, "");
  expect(removeOldest(made, "scheduled", keep)).toEqual([]);
  return readdirSync(folder.path).toSorted();
}

const MADE = name("2026-11-29");

test("the newest stay, whether their names say whose they are or not", () => {
  using folder = temporaryFolder();
  const others = [name("2026-11-26"), name("2026-11-27", ""), name("2026-11-28")];
  expect(leftOf(folder, others, 3)).toEqual([name("2026-11-27", ""), name("2026-11-28"), MADE]);
});

test("the new one stays, however many are dated in the future: those go first", () => {
  using folder = temporaryFolder();
  const future = [name("2027-01-01"), name("2027-01-02")];
  expect(leftOf(folder, [...future, name("2026-11-28")], 2)).toEqual([name("2026-11-28"), MADE]);
});

test("one that is to be kept alone stays, whatever is dated in the future", () => {
  using folder = temporaryFolder();
  expect(leftOf(folder, [name("2027-01-01"), name("2026-11-28")], 1)).toEqual([MADE]);
});

test("another installation's stay, and those made before a migration", () => {
  using folder = temporaryFolder();
  const others = [name("2026-11-20", "-abcdef01"), "before-migration-2026-11-20T08-00-00-000Z-1f0c9a3e.db"];
  expect(leftOf(folder, others, 1)).toEqual([...others, MADE].toSorted());
});

test("one that can't be removed is named, and the others go", () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, name("2026-11-28")));
  writeFileSync(join(folder.path, name("2026-11-27")), "");
  const made = backupFile(folder.path, "scheduled", { tag: "1f0c9a3e", now: NOW });
  writeFileSync(made, "");
  expect(removeOldest(made, "scheduled", 1)).toEqual([
    expect.stringMatching(/^The old backup .+tocsin-2026-11-28.+ can't be removed: /),
  ]);
  expect(readdirSync(folder.path)).toEqual([name("2026-11-28"), MADE]);
});
