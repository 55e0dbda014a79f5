import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { claimDatabase } from "#lib/data-folder/claim.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { until } from "../../support/until.ts";

let folder: Folder;
let one: Connection;
let other: Connection;

beforeEach(() => {
  folder = temporaryFolder();
  one = openWriter(join(folder.path, "tocsin.db"));
  migrate(one);
  other = openWriter(join(folder.path, "tocsin.db"));
});

afterEach(() => {
  one.sqlite.close();
  other.sqlite.close();
  folder[Symbol.dispose]();
});

test("after a kill the next start, with the same lock file, takes over at once: nobody is asked", async () => {
  await claimDatabase(one, "7");
  const asked = () => one.sqlite.prepare("SELECT 1 FROM installation WHERE name = 'engine_asked'").get();
  await claimDatabase(other, "7");
  expect(asked()).toBeUndefined();
});

test("with another lock file it asks whether the last one lives, and gives way to its answer", async () => {
  const first = await claimDatabase(one, "7");
  const second = claimDatabase(other, "8");
  await until("the question", async () => first.isAsked(one.db));
  first.answer(one);
  await expect(second).rejects.toThrow("Another Tocsin already runs on this data folder");
  expect(first.isAsked(one.db)).toBe(false);
  expect(() => first.check(one.db)).not.toThrow();
});

test("without an answer it takes over, and the last one may do nothing more", async () => {
  const first = await claimDatabase(one, "7");
  const second = await claimDatabase(other, "8", 100);
  expect(() => first.check(one.db)).toThrow("Another Tocsin has taken this data folder over");
  expect(() => second.check(other.db)).not.toThrow();
});

test("after a clean stop nobody is asked, whatever the lock file; one that was taken over releases nothing", async () => {
  const first = await claimDatabase(one, "7");
  first.release();
  const second = await claimDatabase(other, "8");
  const lock = () =>
    other.sqlite.prepare("SELECT value FROM installation WHERE name = 'engine_lock'").pluck().get();
  first.release();
  expect(lock()).toBe("8");
  second.release();
  expect(lock()).toBe("");
});
