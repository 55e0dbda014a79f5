import { beforeEach, describe, expect, test } from "vitest";
import { type CountedFailures, FailedSignIns } from "#lib/web/auth/failed-sign-ins.ts";

const START = Date.parse("2026-11-25T12:00:00Z");

let now: number;
let recorded: CountedFailures[][];
let diskIsFull: boolean;
let failed: FailedSignIns;

beforeEach(() => {
  now = START;
  recorded = [];
  diskIsFull = false;
  failed = new FailedSignIns(
    async (counted) => {
      if (diskIsFull) throw new Error("The disk is full.");
      recorded.push(counted);
    },
    () => now,
  );
});

const wrong = (user: string | undefined, address = "192.0.2.1") =>
  failed.add({ user, address, refused: false });

describe("failed sign-ins", () => {
  test("are one count for each account, address and minute", async () => {
    wrong("ada");
    now += 1_000;
    wrong("ada");
    failed.add({ user: "ada", address: "192.0.2.1", refused: true });
    wrong("ada", "192.0.2.2");
    wrong("bob");
    now += 59_000;
    wrong("ada");
    await failed.record("ended");
    const since = START + 1_000;
    expect(recorded).toEqual([
      [
        { userId: "ada", address: "192.0.2.1", since: START, failures: 3, refused: 1 },
        { userId: "ada", address: "192.0.2.2", since, failures: 1, refused: 0 },
        { userId: "bob", address: "192.0.2.1", since, failures: 1, refused: 0 },
      ],
    ]);
    await failed.record("all");
    expect(recorded[1]).toEqual([
      { userId: "ada", address: "192.0.2.1", since: START + 60_000, failures: 1, refused: 0 },
    ]);
  });

  test("of accounts that don't exist are one number", async () => {
    wrong(undefined);
    wrong(undefined, "192.0.2.2");
    await failed.record("all");
    expect(recorded).toEqual([[{ userId: null, address: null, since: START, failures: 2, refused: 0 }]]);
  });

  test("are recorded once, and not before their minute has ended", async () => {
    wrong("ada");
    await failed.record("ended");
    expect(recorded).toEqual([]);
    now += 60_000;
    await failed.record("ended");
    await failed.record("all");
    expect(recorded).toHaveLength(1);
  });

  test("that can't be recorded now are recorded later", async () => {
    wrong("ada");
    now += 60_000;
    diskIsFull = true;
    await expect(failed.record("ended")).rejects.toThrow("The disk is full.");
    wrong("ada");
    diskIsFull = false;
    await failed.record("all");
    expect(recorded).toEqual([
      [
        expect.objectContaining({ since: START, failures: 1 }),
        expect.objectContaining({ since: START + 60_000, failures: 1 }),
      ],
    ]);
  });

  test("from very many addresses are counted by account alone from the 1,001st on", async () => {
    for (let index = 0; index < 1_100; index++) wrong("ada", `2001:db8::${index.toString(16)}`);
    wrong("bob");
    wrong("ada", "2001:db8::1");
    await failed.record("all");
    const [counted = []] = recorded;
    expect(counted).toHaveLength(1_002);
    expect(counted.slice(1_000)).toEqual([
      { userId: "ada", address: null, since: START, failures: 100, refused: 0 },
      { userId: "bob", address: null, since: START, failures: 1, refused: 0 },
    ]);
    expect(counted[1]).toMatchObject({ address: "2001:db8::1", failures: 2 });
  });
});
