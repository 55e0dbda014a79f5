import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Connection, closeWriter, openReader } from "#db/client.ts";
import { holdFile } from "#db/lock.ts";
import { insertApiKey, markApiKeyRevoked } from "#db/queries/api-keys.ts";
import { removeAuditBefore } from "#db/queries/audit-retention.ts";
import { deleteUser, insertUser, updateUser } from "#db/queries/users.ts";
import { openDataFolder } from "#lib/data-folder/open.ts";
import { putInPlace } from "#lib/data-folder/restore/put-in-place.ts";
import { restore } from "#lib/data-folder/restore/restore.ts";
import { ANOTHER_BACKUP } from "#lib/domain/backup.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";

/** Changes the installation while nothing else runs. */
function change<T>(env: Env, work: (connection: Connection) => T): T {
  const { connection } = openDataFolder(env);
  try {
    return work(connection);
  } finally {
    closeWriter(connection);
  }
}

const addUser = (env: Env, id: string): void =>
  change(env, ({ db }) =>
    insertUser(db, { id, email: `${id}@example.com`, name: id, role: "admin", createdAt: 1 }),
  );

const addKey = (env: Env, id: string): void =>
  change(env, ({ db }) =>
    insertApiKey(db, { id, name: id, hash: Buffer.from(id), hint: id, scopes: ["read"], createdAt: 1 }),
  );

/** The database, as a backup of this moment has it. */
function backUp(folder: Folder, env: Env, name: string): string {
  const file = join(folder.path, name);
  copyFileSync(env.databaseFile, file);
  return file;
}

/** "usr_eve disabled" and "key_1 active", in the order of their ids. */
const access = (env: Env): unknown[] =>
  change(env, ({ sqlite }) =>
    sqlite
      .prepare(
        `SELECT id || iif(disabled_at IS NULL, ' active', ' disabled') FROM users UNION ALL
         SELECT id || iif(revoked_at IS NULL, ' active', ' revoked') FROM api_keys ORDER BY 1`,
      )
      .pluck()
      .all(),
  );

const auditRows = (env: Env): unknown[] =>
  change(env, ({ sqlite }) =>
    sqlite
      .prepare("SELECT action || ' ' || target_id FROM audit WHERE target_id IS NOT NULL ORDER BY seq")
      .pluck()
      .all(),
  );

/** A backup in which everybody has access, of whom afterwards one is deleted, one disabled, and a key revoked. */
function endedSince(folder: Folder, env: Env): string {
  for (const id of ["usr_ada", "usr_bob", "usr_eve"]) addUser(env, id);
  addKey(env, "key_1");
  const file = backUp(folder, env, "full.db");
  change(env, ({ db }) => {
    deleteUser(db, "usr_eve");
    updateUser(db, "usr_bob", { disabledAt: 2 });
    markApiKeyRevoked(db, "key_1", 2);
  });
  return file;
}

const ENDED = ["key_1 revoked", "usr_ada active", "usr_bob disabled"];

test("what ended since a backup stays so after a second restore, and the audit log says it", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  const file = endedSince(folder, env);
  // Retention removes what the audit log knows of it.
  change(env, ({ db }) => removeAuditBefore(db, Number.MAX_SAFE_INTEGER, 1_000));
  for (const _ of ["first", "second"]) {
    await restore(env, file, {});
    expect(access(env)).toEqual(ENDED);
    expect(auditRows(env)).toEqual([
      "api-keys.revoke key_1",
      "users.disable usr_bob",
      "users.delete usr_eve",
    ]);
  }
});

test("it stays so after an older backup, which knows nothing of them, and a newer one then", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  change(env, () => {});
  const older = backUp(folder, env, "older.db");
  const file = endedSince(folder, env);
  await restore(env, older, {});
  expect(access(env)).toEqual([]);
  await restore(env, file, {});
  expect(access(env)).toEqual(ENDED);
});

test("who was enabled again after a restore stays enabled after the next one", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  const file = endedSince(folder, env);
  await restore(env, file, {});
  change(env, ({ db }) => updateUser(db, "usr_bob", { disabledAt: null }));
  await restore(env, file, {});
  expect(access(env)).toContain("usr_bob active");
});

test("while another process reads the database, or makes a backup of it, nothing is changed", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  const file = endedSince(folder, env);
  const { sqlite } = openReader(env.databaseFile);
  sqlite.exec("BEGIN; SELECT count(*) FROM users");
  change(env, ({ db }) => updateUser(db, "usr_ada", { name: "Ada" }));
  await expect(restore(env, file, {})).rejects.toThrow(/another process reads it.+Nothing was changed\.$/);
  sqlite.close();
  const hold = holdFile(join(env.dataDir, "backup.lock"), ANOTHER_BACKUP);
  await expect(restore(env, file, {})).rejects.toThrow(ANOTHER_BACKUP);
  hold.release();
  expect(readdirSync(env.dataDir).filter((name) => name.includes("replaced"))).toEqual([]);
  await restore(env, file, {});
  expect(access(env)).toEqual(ENDED);
});

test("a database that can't be read is kept with its log, and it is said why", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  const file = endedSince(folder, env);
  for (const end of ["", "-wal"]) writeFileSync(`${env.databaseFile}${end}`, "no database");
  const { kept, unreadable } = await restore(env, file, {});
  expect(unreadable).toMatch(/^SQLITE_NOTADB /);
  for (const end of ["", "-wal"]) expect(readFileSync(`${kept}${end}`, "utf8")).toBe("no database");
});

test("a journal is kept beside the database too, not left to the new one", () => {
  using folder = temporaryFolder();
  const [copy, database] = [join(folder.path, "copy"), join(folder.path, "tocsin.db")];
  for (const file of [copy, database, `${database}-journal`]) writeFileSync(file, file);
  const kept = putInPlace(copy, database, 1);
  expect(readFileSync(database, "utf8")).toBe(copy);
  expect(readFileSync(`${kept}-journal`, "utf8")).toBe(`${database}-journal`);
  expect(existsSync(`${database}-journal`)).toBe(false);
});
