import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { type Claim, claimDatabase } from "#lib/data-folder/claim.ts";
import { OtherWriters } from "#lib/engine/other-writers.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";

let folder: Folder;
let own: Connection;
let other: Connection;
let claim: Claim;
let writers: OtherWriters;
let noticed: string[];

beforeEach(async () => {
  folder = temporaryFolder();
  own = openWriter(join(folder.path, "tocsin.db"));
  migrate(own);
  other = openWriter(join(folder.path, "tocsin.db"));
  claim = await claimDatabase(own, "7");
  noticed = [];
  writers = new OtherWriters({
    connection: own,
    claim,
    onWrite: () => noticed.push("written"),
    onQuestion: () => noticed.push("asked"),
  });
  vi.useFakeTimers();
  writers.begin();
});

afterEach(() => {
  writers.stop();
  vi.useRealTimers();
  own.sqlite.close();
  other.sqlite.close();
  folder[Symbol.dispose]();
});

const write = ({ db }: Connection, name = "health") => setInstallationFact(db, name, String(Math.random()));

test("what another process writes is noticed within a second, and what this one writes is not", () => {
  write(own);
  vi.advanceTimersByTime(1_000);
  expect(noticed).toEqual([]);
  write(other);
  vi.advanceTimersByTime(1_000);
  expect(noticed).toEqual(["written"]);
  vi.advanceTimersByTime(5_000);
  expect(noticed).toEqual(["written"]);
});

test("another process that asks whether this one lives is heard", () => {
  write(other, "engine_asked");
  vi.advanceTimersByTime(1_000);
  expect(noticed).toEqual(["asked", "written"]);
});

test("a look throws once another Tocsin has taken the database over: nothing may catch that", () => {
  write(other, "engine");
  expect(() => vi.advanceTimersByTime(1_000)).toThrow("Another Tocsin has taken this data folder over");
});

test("after a stop nothing is looked at", () => {
  writers.stop();
  write(other);
  vi.advanceTimersByTime(5_000);
  expect(noticed).toEqual([]);
});
