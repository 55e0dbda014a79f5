import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, openReader, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertEvent, isOwnEvent } from "#db/queries/alerts.ts";
import { findEvent, lastEvents } from "#db/queries/last-events.ts";
import { newId } from "#lib/domain/ids.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { anEvent, asRow } from "../../support/stored-alerts.ts";

let folder: Folder;
let connection: Connection;

beforeEach(() => {
  folder = temporaryFolder();
  connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
});
afterEach(() => {
  connection.sqlite.close();
  folder[Symbol.dispose]();
});

/** Stores an event under these numbers and returns its id. */
function store({ db }: Connection, numbers: { seq: number; boot: number | null; id: string }): string {
  insertEvent(db, asRow({ ...anEvent({ alert_id: "a" }), ...numbers }));
  return numbers.id;
}

const idsIn = async ({ db }: Connection) => (await lastEvents(db, { limit: 10 })).map(({ id }) => id);

test("an event has the same id when it is made, listed, found and recognised", async () => {
  const ids = new NewIds(connection.db);
  const [first, second] = [store(connection, ids.event()), store(connection, ids.event())];
  expect(await idsIn(connection)).toEqual([second, first]);
  expect((await findEvent(connection.db, first))?.seq).toBe(1);
  expect([isOwnEvent(connection.db, first), isOwnEvent(connection.db, second)]).toEqual([true, true]);
});

test("one with its id as text goes on being found by it", async () => {
  const text = store(connection, { seq: 1, boot: null, id: newId("evt") });
  const numbered = store(connection, new NewIds(connection.db).event());
  expect(await idsIn(connection)).toEqual([numbered, text]);
  expect((await findEvent(connection.db, text))?.id).toBe(text);
  expect(isOwnEvent(connection.db, text)).toBe(true);
});

describe("no event is found", () => {
  test.each([
    ["of another boot", (id: string) => id.replace(/.{13}$/, "0000000000000")],
    ["of another number", (id: string) => id.replace("evt_1_", "evt_2_")],
    ["by a delivery's id", (id: string) => id.replace("evt", "dlv")],
  ])("%s", async (_, change) => {
    const id = change(store(connection, new NewIds(connection.db).event()));
    expect([await findEvent(connection.db, id), isOwnEvent(connection.db, id)]).toEqual([null, false]);
  });

  test("by the number of a row that has its id as text", async () => {
    const ids = new NewIds(connection.db);
    const { seq, id } = ids.event();
    store(connection, { seq, boot: null, id: newId("evt") });
    expect(isOwnEvent(connection.db, id)).toBe(false);
  });
});

test("numbers go on after a restart, under another boot", () => {
  const [first] = [store(connection, new NewIds(connection.db).event())];
  const second = store(connection, new NewIds(connection.db).event());
  expect([first.split("_")[1], second.split("_")[1]]).toEqual(["1", "2"]);
  expect(first.split("_")[2]).not.toBe(second.split("_")[2]);
});

test("two copies of one database never give the same id", async () => {
  const shared = store(connection, new NewIds(connection.db).event());
  connection.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(join(folder.path, "tocsin.db"), join(folder.path, "copy.db"));
  const copy = openWriter(join(folder.path, "copy.db"));
  const [here, there] = [connection, copy].map((one) => store(one, new NewIds(one.db).event()));
  expect(await idsIn(connection)).toEqual([here, shared]);
  expect(await idsIn(copy)).toEqual([there, shared]);
  expect(here).not.toBe(there);
  copy.sqlite.close();
});

test("a reader knows the boot of a start that came after it was opened", async () => {
  const reader = openReader(join(folder.path, "tocsin.db"));
  const id = store(connection, new NewIds(connection.db).event());
  expect(await idsIn(reader)).toEqual([id]);
  expect(isOwnEvent(reader.db, id)).toBe(true);
  reader.sqlite.close();
});
