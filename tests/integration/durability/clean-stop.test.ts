import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { apiOf, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { stored } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const ADMIN = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };
const WHOLE = ["engine.lock", "installed", "secret.key", "tocsin.db"];

const files = (dataDir: string): string[] => readdirSync(dataDir).toSorted();

/** What the database's file holds by itself, in another folder. */
function alone(dataDir: string): ReturnType<typeof stored> {
  using copy = temporaryFolder();
  cpSync(join(dataDir, "tocsin.db"), join(copy.path, "tocsin.db"));
  const sqlite = new Database(join(copy.path, "tocsin.db"));
  expect(sqlite.pragma("integrity_check", { simple: true })).toBe("ok");
  sqlite.close();
  return stored(copy.path);
}

describe("tocsin.db alone holds everything, and nothing stands beside it,", () => {
  test("after a stop under use, over pages and REST", async () => {
    using folder = temporaryFolder();
    await using receiver = await startReceiver();
    await using tocsin = await startTocsin({ dataDir: folder.path, env: ADMIN });
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url });
    const { results } = await api.post([{ alert_title: "A" }, { alert_title: "B" }]);
    for (const { event_id } of results) await api.waitForDelivery(event_id, "delivered");
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
    for (const path of ["/alerts", "/deliveries"]) expect((await visitor.request(path)).status).toBe(200);

    expect(await tocsin.stop()).toBe(0);
    expect(files(folder.path)).toEqual(WHOLE);
    expect(alone(folder.path)).toMatchObject({ events: 2, alerts: 2, deliveries: 2 });

    using copy = temporaryFolder();
    for (const name of ["tocsin.db", "secret.key"]) cpSync(join(folder.path, name), join(copy.path, name));
    await using second = await startTocsin({ dataDir: copy.path });
    const { results: later } = await apiOf(second.url, api.key).post({ alert_title: "C" });
    await apiOf(second.url, api.key).waitForDelivery(later[0]?.event_id ?? "", "delivered");
  });

  test("after a command, where a kill had left a log", async () => {
    using folder = temporaryFolder();
    const tocsin = await startTocsin({ dataDir: folder.path });
    await connect(tocsin).post({ alert_title: "A" });
    await tocsin.kill();
    expect(files(folder.path)).toContain("tocsin.db-wal");
    expect(await cli(["api-key", "list"], { dataDir: folder.path })).toMatchObject({ code: 0 });
    expect(files(folder.path)).toEqual(WHOLE);
    expect(alone(folder.path)).toMatchObject({ events: 1 });
  });

  test("after a start that ends because its port is taken", async () => {
    using folder = temporaryFolder();
    await using taken = await startReceiver();
    const env = { PORT: String(taken.port) };
    expect(await refusedStart(folder.path, env)).toMatchObject({ code: 1 });
    expect(files(folder.path)).toEqual(WHOLE);
  });
});

test("a command that reads just then does not keep it from being whole", async () => {
  using folder = temporaryFolder();
  await using tocsin = await startTocsin({ dataDir: folder.path });
  await connect(tocsin).post({ alert_title: "A" });
  const other = new Database(join(folder.path, "tocsin.db"));
  other.prepare("SELECT count(*) FROM events").get();
  expect(await tocsin.stop()).toBe(0);
  expect(alone(folder.path)).toMatchObject({ events: 1 });
  other.close();
  expect(files(folder.path)).toEqual(WHOLE);
});

test("beside a process that goes on reading, such as a replicator, the log stays, and the stop says who holds it", async () => {
  using folder = temporaryFolder();
  const tocsin = await startTocsin({ dataDir: folder.path });
  const api = connect(tocsin);
  const other = new Database(join(folder.path, "tocsin.db"));
  other.exec("BEGIN");
  other.prepare("SELECT count(*) FROM events").get();
  await api.post({ alert_title: "A" });
  expect(await tocsin.stop()).toBe(0);
  expect(files(folder.path)).toContain("tocsin.db-wal");
  const told = tocsin.logs().find(({ msg }) => msg?.includes("keep tocsin.db-wal beside it"));
  expect(told).toMatchObject({
    level: 40,
    held_by: [expect.stringMatching(new RegExp(`^.+ \\(${process.pid}\\)$`))],
  });

  other.close();
  const second = await startTocsin({ dataDir: folder.path });
  expect(await second.stop()).toBe(0);
  expect(files(folder.path)).toEqual(WHOLE);
  expect(alone(folder.path)).toMatchObject({ events: 1 });
});

test("a start that ends for another reason says so in one line, whatever was written meanwhile", async () => {
  using folder = temporaryFolder();
  const env = { ...ADMIN, TOCSIN_BUILD_DIR: ".next-never-built" };
  const { code, stderr } = await refusedStart(folder.path, env);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Tocsin can't start: .*build[^\n]+\n$/)]);
  expect(files(folder.path)).toEqual(WHOLE);
});
