import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { StorageHealth } from "#lib/engine/write/storage-health.ts";

const FULL = new Database.SqliteError("database or disk is full", "SQLITE_FULL");
const REFUSED = new AppError("unavailable", "The disk is full or can't be written: nothing was stored.");

let now: number;
let changes: number;
let writes: number;
/** What a write of its own meets. */
let disk: "takes it" | "is full" | "is held";
let lines: { level: string; refused?: unknown; msg: string }[];
let health: StorageHealth;

beforeEach(() => {
  [now, changes, writes, disk, lines] = [0, 0, 0, "takes it", []];
  health = new StorageHealth({
    now: () => now,
    changes: () => changes,
    write: async () => {
      writes++;
      if (disk === "takes it") return commit(1);
      if (disk === "is full") health.failed(FULL, 1);
      throw REFUSED;
    },
    log: {
      error: (fields: object, msg: string) =>
        lines.push({ level: "error", refused: "refused" in fields && fields.refused, msg }),
      info: (msg: string) => lines.push({ level: "info", msg }),
    },
  });
});

/** A turn that changes so many rows. */
function commit(rows: number): void {
  health.begun();
  changes += rows;
  health.committed();
}

const at = (seconds: number) => {
  now = seconds * 1_000;
};

describe("whoever asks", () => {
  test("a commit that wrote something counts as proof for 10 s, without a trial row", async () => {
    at(100);
    commit(1);
    at(109.9);
    await health.prove();
    expect(writes).toBe(0);
    at(110);
    await health.prove();
    expect(writes).toBe(1);
  });

  test("a commit that wrote nothing proves nothing, and neither do rows that were rolled back", async () => {
    at(100);
    commit(0);
    health.begun();
    changes += 5;
    health.failed(FULL, 5);
    commit(0);
    disk = "is full";
    await expect(health.prove()).rejects.toThrow("The disk is full: nothing can be stored.");
    expect(writes).toBe(1);
  });

  test("a trial row is written at most every 10 s, however often the health check asks", async () => {
    disk = "is full";
    at(100);
    const asked = Array.from({ length: 20 }, () => health.prove());
    for (const one of await Promise.allSettled(asked)) expect(one.status).toBe("rejected");
    at(109.9);
    await expect(health.prove()).rejects.toMatchObject({ code: "unavailable" });
    expect(writes).toBe(1);
    disk = "takes it";
    at(110);
    await health.prove();
    expect(writes).toBe(2);
  });

  test("a commit after a failure counts at once", async () => {
    disk = "is full";
    at(100);
    await expect(health.prove()).rejects.toThrow();
    at(101);
    commit(1);
    await health.prove();
    expect(writes).toBe(1);
  });

  test("says that another process holds the database", async () => {
    disk = "is held";
    await expect(health.prove()).rejects.toThrow(
      "Another process holds the database: nothing can be stored.",
    );
  });

  test.each([
    ["SQLITE_READONLY_DBMOVED", "The database can only be read: nothing can be stored."],
    ["SQLITE_IOERR_WRITE", "The disk does not take what is written: nothing can be stored."],
    ["SQLITE_CANTOPEN", "The database's files can't be opened: nothing can be stored."],
  ])("%s: %s", async (code, sentence) => {
    health.failed(new Database.SqliteError("/data/tocsin.db", code), 1);
    disk = "is held";
    await expect(health.prove()).rejects.toThrow(sentence);
  });
});

describe("the log", () => {
  const TOLD = "storage: The disk is full: nothing can be stored.";

  test("reports trouble at once, then once a minute with the number of refused writes", () => {
    at(100);
    health.failed(FULL, 3);
    for (let second = 101; second < 160; second++) {
      at(second);
      health.failed(FULL, 2);
    }
    expect(lines).toEqual([{ level: "error", refused: 3, msg: TOLD }]);
    at(160);
    health.failed(FULL, 1);
    expect(lines.slice(1)).toEqual([{ level: "error", refused: 119, msg: TOLD }]);
  });

  test("keeps reporting while nobody posts, and reports the end, which a trial row finds", async () => {
    disk = "is full";
    at(100);
    health.failed(FULL, 1);
    for (let second = 101; second <= 161; second++) {
      at(second);
      await health.watch();
    }
    expect(lines.map(({ level }) => level)).toEqual(["error", "error"]);
    disk = "takes it";
    at(172);
    await health.watch();
    expect(lines.slice(2)).toEqual([{ level: "info", msg: "the database can be written again" }]);
    const before = writes;
    at(300);
    await health.watch();
    expect([writes, lines.length]).toEqual([before, 3]);
  });

  test("reports trouble that comes and goes only once a minute", () => {
    for (let second = 100; second < 160; second++) {
      at(second);
      health.failed(FULL, 1);
      commit(1);
    }
    expect(lines.map(({ level }) => level)).toEqual(["error", "info"]);
  });
});
