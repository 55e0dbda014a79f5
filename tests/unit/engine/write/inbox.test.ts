import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, openReader, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { Lines } from "#db/queries/lines.ts";
import { rollupsByChannel } from "#db/queries/rollups.ts";
import { talliesOfLastDay } from "#db/queries/tallies.ts";
import { AppError } from "#lib/domain/errors.ts";
import { figuresOf } from "#lib/domain/overview/figures.ts";
import { windowParts } from "#lib/domain/overview/window.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { Inbox } from "#lib/engine/write/inbox.ts";
import { Meters } from "#lib/engine/write/meters.ts";
import { NewIds } from "#lib/engine/write/new-ids.ts";
import { createLogger } from "#lib/log.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";
import { lockFromOutside } from "../../../support/locker.ts";

let folder: Folder;
let file: string;
let writer: Connection;
let reader: Connection;
let turns: { begun: number; undone: number; committed: number; refused: number };
let inbox: Inbox;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, "tocsin.db");
  writer = openWriter(file);
  migrate(writer);
  reader = openReader(file);
  turns = { begun: 0, undone: 0, committed: 0, refused: 0 };
  const onTurn = {
    before: () => {
      turns.begun++;
    },
    undone: () => {
      turns.undone++;
    },
  };
  const storage = {
    begun: () => {},
    committed: () => {
      turns.committed++;
    },
    failed: (_: unknown, refused: number) => {
      turns.refused += refused;
    },
  };
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
  reader.sqlite.close();
  writer.sqlite.close();
  folder[Symbol.dispose]();
});

const write =
  (name: string, value = "1") =>
  (tx: Tx) =>
    setInstallationFact(tx.db, name, value);

/** What another connection sees: only what is committed. */
const committed = (name: string): string | undefined => installationFact(reader.db, name);

test("counters are stored with the turn, one row per name and key, and not for undone work", async () => {
  const count = (key: string) => inbox.transact((tx) => tx.tally("rule_matched", key));
  const undone = inbox.transact((tx) => {
    tx.tally("rule_matched", "rul_1");
    throw new AppError("conflict", "No.");
  });
  await Promise.all([count("rul_1"), count("rul_2"), count("rul_1"), expect(undone).rejects.toThrow("No.")]);
  await count("rul_1");
  expect(talliesOfLastDay(reader.db, "rule_matched", Date.now())).toEqual(
    new Map([
      ["rul_1", 3],
      ["rul_2", 1],
    ]),
  );
  expect(talliesOfLastDay(reader.db, "rule_matched", Date.now() + 25 * 3_600_000)).toEqual(new Map());
});

test("what became of deliveries is counted with the turn, and not for undone work", async () => {
  const delivered = { channelId: "chn_1", what: "delivered", latencyMs: 6 } as const;
  const undone = inbox.transact((tx) => {
    tx.rollUp(delivered);
    throw new AppError("conflict", "No.");
  });
  const counted = [1, 2].map(() => inbox.transact((tx) => tx.rollUp(delivered)));
  await Promise.all([...counted, expect(undone).rejects.toThrow("No.")]);
  await inbox.transact((tx) => tx.rollUp(delivered));
  const counts = rollupsByChannel(reader.db, windowParts("24h", Date.now())).get("chn_1");
  expect(counts && figuresOf(counts)).toMatchObject({ delivered: 3, p50: 6 });
});

describe("group commit", () => {
  test("work that came in together runs in one transaction, in its order", async () => {
    const seen: number[] = [];
    const all = [1, 2, 3].map((number) =>
      inbox.transact((tx) => {
        write(`fact ${number}`)(tx);
        seen.push(number);
        return number * 10;
      }),
    );
    expect(await Promise.all(all)).toEqual([10, 20, 30]);
    expect(seen).toEqual([1, 2, 3]);
    expect(turns).toEqual({ begun: 1, undone: 0, committed: 1, refused: 0 });
  });

  test("later work sees what earlier work of the same turn wrote", async () => {
    const [, value] = await Promise.all([
      inbox.transact(write("a", "first")),
      inbox.transact((tx) => installationFact(tx.db, "a")),
    ]);
    expect(value).toBe("first");
  });

  test("all work of a turn sees the same time", async () => {
    const [one, other] = await Promise.all([
      inbox.transact((tx) => tx.now),
      inbox.transact((tx) => {
        for (let burn = 0; burn < 2e7; burn++);
        return tx.now;
      }),
    ]);
    expect(other).toBe(one);
  });

  test("an answer comes after the commit", async () => {
    const [sinceInside, sinceAfter] = await Promise.all([
      inbox.transact((tx) => {
        write("a")(tx);
        return committed("a");
      }),
      inbox.transact(write("b")).then(() => committed("b")),
    ]);
    expect(sinceInside).toBeUndefined();
    expect(sinceAfter).toBe("1");
  });

  test("an action for after the commit runs once", async () => {
    const seen: (string | undefined)[] = [];
    await inbox.transact((tx) => {
      write("a")(tx);
      tx.afterCommit(() => seen.push(committed("a")));
    });
    expect(seen).toEqual(["1"]);
  });

  test("work that comes in meanwhile has a turn of its own", async () => {
    let second: Promise<number> | undefined;
    const first = await inbox.transact((tx) => {
      second = inbox.transact((later) => later.now);
      return tx.now;
    });
    expect(await second).toBeGreaterThanOrEqual(first);
    expect(turns.begun).toBe(2);
  });
});

describe("work that throws", () => {
  const failing = (tx: Tx): never => {
    write("failed")(tx);
    write("kept", "overwritten")(tx);
    tx.afterCommit(() => write("after the failure")(tx));
    throw new AppError("conflict", "No.");
  };

  test("undoes only its own writes, and only its caller gets the error", async () => {
    const results = await Promise.allSettled([
      inbox.transact(write("kept")),
      inbox.transact(failing),
      inbox.transact(write("later")),
    ]);
    expect(results).toEqual([
      { status: "fulfilled", value: undefined },
      { status: "rejected", reason: new AppError("conflict", "No.") },
      { status: "fulfilled", value: undefined },
    ]);
    expect(["kept", "failed", "later", "after the failure"].map(committed)).toEqual([
      "1",
      undefined,
      "1",
      undefined,
    ]);
  });

  test("alone leaves nothing, and the next turn goes on", async () => {
    await expect(inbox.transact(failing)).rejects.toThrow("No.");
    await inbox.transact(write("a"));
    expect(["failed", "a"].map(committed)).toEqual([undefined, "1"]);
  });

  test("also if it breaks a constraint of the database", async () => {
    const insert = () => writer.sqlite.exec("INSERT INTO installation (name, value) VALUES ('x', NULL)");
    const results = await Promise.allSettled([inbox.transact(insert), inbox.transact(write("a"))]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(committed("a")).toBe("1");
  });
});

describe("while another process holds the write lock", () => {
  test("work waits, timers go on, and it is done in order when the lock is free", async () => {
    const lock = await lockFromOutside(file);
    const done: string[] = [];
    const first = inbox.transact(write("a")).then(() => done.push("a"));
    await waitForFailedTurns(3);
    const second = inbox.transact(write("b")).then(() => done.push("b"));
    await waitForFailedTurns(6);
    expect(done).toEqual([]);
    expect(committed("a")).toBeUndefined();
    await lock.release();
    await Promise.all([first, second]);
    expect(done).toEqual(["a", "b"]);
    expect(["a", "b"].map(committed)).toEqual(["1", "1"]);
  });

  async function waitForFailedTurns(count: number): Promise<void> {
    while (turns.undone < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }
});

describe("a full disk", () => {
  const fill = () => {
    const pages = writer.sqlite.pragma("page_count", { simple: true });
    writer.sqlite.pragma(`max_page_count = ${pages}`);
  };
  const big = "x".repeat(1_000_000);

  test("refuses the whole turn as unavailable, and nothing is stored", async () => {
    fill();
    const after: string[] = [];
    const results = await Promise.allSettled([
      inbox.transact((tx) => {
        write("small")(tx);
        tx.afterCommit(() => after.push("small"));
      }),
      inbox.transact(write("big", big)),
      inbox.transact(write("later")),
    ]);
    const refusal = {
      status: "rejected",
      reason: new AppError(
        "unavailable",
        "The disk is full or can't be written: nothing was stored. Try again later.",
      ),
    };
    expect(results).toEqual([refusal, refusal, refusal]);
    expect(results.every((one) => one.status === "rejected" && one.reason.code === "unavailable")).toBe(true);
    expect(["small", "big", "later"].map(committed)).toEqual([undefined, undefined, undefined]);
    expect(after).toEqual([]);
    expect(turns).toMatchObject({ undone: 1, committed: 0, refused: 3 });
  });

  test("is over as soon as there is room again", async () => {
    fill();
    await expect(inbox.transact(write("a", big))).rejects.toMatchObject({ code: "unavailable" });
    writer.sqlite.pragma("max_page_count = 1000000");
    await inbox.transact(write("a", big));
    expect(committed("a")).toBe(big);
  });
});

test("a closed database refuses work instead of losing it", async () => {
  writer.sqlite.close();
  await expect(inbox.transact(write("a"))).rejects.toThrow();
});
