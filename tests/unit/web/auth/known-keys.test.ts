import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertApiKey, markApiKeyRevoked } from "#db/queries/api-keys.ts";
import { closeReadDb, openReadDb, readDb } from "#db/read.ts";
import { hashToken } from "#lib/token.ts";
import { unrevokedKey } from "#lib/web/auth/known-keys.ts";
import { temporaryFolder } from "../../../support/folder.ts";

const folder = temporaryFolder();
const file = join(folder.path, "tocsin.db");
const writer: Connection = openWriter(file);
migrate(writer);
openReadDb(file);

afterAll(() => {
  closeReadDb();
  writer.sqlite.close();
  folder[Symbol.dispose]();
});

let keys = 0;

/** Stores a new key, and returns its id and token. */
function storeKey(): { id: string; token: string } {
  const id = `key_${++keys}`;
  const token = `token-${keys}`;
  insertApiKey(writer.db, {
    id,
    name: id,
    hint: "hint",
    hash: hashToken(token),
    scopes: ["ingest"],
    createdAt: 0,
  });
  return { id, token };
}

// A test may begin in the turn in which the one before it ended.
beforeEach(() => nextTurn());

test("a key that was made is known from the next lookup on", () => {
  expect(unrevokedKey("token-1")).toBeUndefined();
  const { id, token } = storeKey();
  expect(unrevokedKey(token)).toMatchObject({
    actor: { kind: "api_key", id, scopes: ["ingest"] },
    lastUsedAt: null,
    bounds: null,
  });
});

test("a revoked key is refused from the next turn of the event loop on", async () => {
  const { id, token } = storeKey();
  expect(unrevokedKey(token)).toMatchObject({ actor: { id } });
  markApiKeyRevoked(writer.db, id, 1);
  await nextTurn();
  expect(unrevokedKey(token)).toBeUndefined();
});

test("within one turn the database is asked once, and not at all by a key that is known", async () => {
  const { id, token } = storeKey();
  unrevokedKey(token);
  await nextTurn();
  const driver = (readDb() as ReturnType<typeof readDb> & { $client: Connection["sqlite"] }).$client;
  const asked = vi.spyOn(Object.getPrototypeOf(driver.prepare("SELECT 1")), "get");
  for (let post = 0; post < 5; post++) expect(unrevokedKey(token)).toMatchObject({ actor: { id } });
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});
