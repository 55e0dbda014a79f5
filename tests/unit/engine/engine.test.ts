import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { insertRule } from "#db/queries/rules.ts";
import type { Engine } from "#lib/engine/engine.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { newKey } from "#lib/seal.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { someRule } from "../../support/rules.ts";
import { unclaimedEngine } from "./unclaimed-engine.ts";

let folder: Folder;
let connection: Connection;
let engine: Engine;

beforeEach(() => {
  folder = temporaryFolder();
  connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  engine = unclaimedEngine(connection, [newKey()]);
});

afterEach(() => {
  connection.sqlite.close();
  folder[Symbol.dispose]();
});

describe("what is cached for routing", () => {
  const ruleNames = (tx: Tx): string[] => engine.context.routing(tx).rules.map(({ name }) => name);

  function addRule(tx: Tx, name: string): void {
    const stored = { version: 1, createdAt: 0, updatedAt: 0 };
    insertRule(tx.db, { ...someRule({ id: `rul_${name}`, name }), ...stored });
    engine.context.routingChanged(tx);
  }

  test("follows each change of a rule", async () => {
    const before = await engine.context.transact(ruleNames);
    await engine.context.transact((tx) => addRule(tx, "New"));
    expect(await engine.context.transact(ruleNames)).toEqual(["New", ...before]);
  });

  test("does not outlive the turn that it was read in, where that is rolled back", async () => {
    const before = await engine.context.transact(ruleNames);
    const pages = connection.sqlite.pragma("page_count", { simple: true });
    connection.sqlite.pragma(`max_page_count = ${pages}`);
    const seen: string[][] = [];
    const rolledBack = engine.context.transact((tx) => {
      addRule(tx, "Never stored");
      seen.push(ruleNames(tx));
      addRule(tx, "x".repeat(1_000_000));
    });
    await expect(rolledBack).rejects.toMatchObject({ code: "unavailable" });
    expect(seen[0]).toContain("Never stored");
    expect(await engine.context.transact(ruleNames)).toEqual(before);
  });
});
