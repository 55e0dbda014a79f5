import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { Lines } from "#db/queries/lines.ts";
import { insertRule, ruleRow } from "#db/queries/rules.ts";
import { listSeenEvents, SEEN_EVENTS_MAX } from "#db/queries/seen-events.ts";
import { noticeEvent, noticeFailure } from "#lib/engine/intake/notice.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { Inbox } from "#lib/engine/write/inbox.ts";
import { Meters } from "#lib/engine/write/meters.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { createLogger } from "#lib/log.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";
import { someRule } from "../../../support/rules.ts";

let folder: Folder;
let writer: Connection;
let inbox: Inbox;

beforeEach(() => {
  folder = temporaryFolder();
  writer = openWriter(join(folder.path, "tocsin.db"));
  migrate(writer);
  const onTurn = { before: () => {}, undone: () => {} };
  const storage = { begun: () => {}, committed: () => {}, failed: () => {} };
  const own = { ids: new NewIds(writer.db), lines: new Lines(writer.db) };
  inbox = new Inbox({
    connection: writer,
    own,
    onTurn,
    storage,
    meters: new Meters(),
    log: createLogger("silent", "test"),
  });
});

afterEach(() => {
  writer.sqlite.close();
  folder[Symbol.dispose]();
});

/** Work whose turn is rolled back after all that it did, alone or beside other work. */
const rolledBack = (work: (tx: Tx) => void): Promise<void> =>
  expect(
    inbox.transact((tx) => {
      work(tx);
      throw new Error("Undone.");
    }),
  ).rejects.toThrow("Undone.");

const anId = (name: string) => ({ id: `rul_${name}`, name });
const failure = (name: string) => ruleRow(writer.db, anId(name).id)?.lastError ?? null;

function makeRule(name: string) {
  const rule = someRule({ ...anId(name), expression: "details.size > 3" });
  insertRule(writer.db, { ...rule, version: 1, createdAt: 0, updatedAt: 0 });
  return rule;
}

test("a failure whose turn was rolled back is recorded the next time", async () => {
  const rule = makeRule("alone");
  await rolledBack((tx) => noticeFailure(tx, rule, "Of the first turn."));
  expect(failure("alone")).toBeNull();
  await inbox.transact((tx) => noticeFailure(tx, rule, "Of the second turn."));
  expect(failure("alone")).toBe("Of the second turn.");
});

test("a failure is recorded for committed work even if the same failure in undone work was not", async () => {
  const rule = makeRule("beside");
  const undone = rolledBack((tx) => noticeFailure(tx, rule, "Of what is undone."));
  const done = inbox.transact((tx) => noticeFailure(tx, rule, "Of what is done."));
  await Promise.all([undone, done]);
  expect(failure("beside")).toBe("Of what is done.");
});

test("a failure is recorded once a minute, also within a turn", async () => {
  const rule = makeRule("often");
  await inbox.transact((tx) => {
    noticeFailure(tx, rule, "The first.");
    noticeFailure(tx, rule, "The second.");
  });
  await inbox.transact((tx) => noticeFailure(tx, rule, "The third."));
  expect(failure("often")).toBe("The first.");
  await inbox.transact((tx) => noticeFailure({ ...tx, now: tx.now + 60_000 }, rule, "A minute later."));
  expect(failure("often")).toBe("A minute later.");
});

test("an event whose turn was rolled back is remembered the next time, even if the list was full then", async () => {
  const names = Array.from({ length: SEEN_EVENTS_MAX + 1 }, (_, index) => `event_${index}`);
  await rolledBack((tx) => {
    for (const name of names) noticeEvent(tx, name);
  });
  await inbox.transact((tx) => noticeEvent(tx, "event_0"));
  expect(await listSeenEvents(writer.db)).toEqual(["event_0"]);
});
