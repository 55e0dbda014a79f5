import { once } from "node:events";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { openReader, openWriter } from "#db/client.ts";
import { makeBackup } from "#lib/data-folder/backup/make.ts";
import { readEnv } from "#lib/env.ts";
import { newKey, replaceKeyFile } from "#lib/seal.ts";
import { type Api, apiOf, connect, createApiKey } from "../../support/api.ts";
import { type CliResult, tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode } from "../../support/process.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import { smallDisk } from "../faults/disks.ts";
import { enlarge } from "./large.ts";

const ADMIN = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };

type Ground = { dataDir: string; file: string; env: ReturnType<typeof readEnv> };

function ground(folder: Folder): Ground {
  const dataDir = join(folder.path, "data");
  return { dataDir, file: join(folder.path, "one.db"), env: readEnv({ DATA_DIR: dataDir }) };
}

async function backUp({ env, file }: Ground): Promise<void> {
  await makeBackup(env, file);
  // Takes the empty log away that only reading the database leaves.
  openWriter(env.databaseFile).sqlite.close();
}

const restore = ({ dataDir, file }: Ground, ...options: string[]): Promise<CliResult> =>
  cli(["restore", file, ...options], { dataDir });

const user = (dataDir: string, ...args: string[]): Promise<CliResult> => cli(["user", ...args], { dataDir });

const one = (dataDir: string, query: string): unknown =>
  inDatabase(dataDir, (sqlite) => sqlite.prepare(query).pluck().get());

const keptIn = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => name.startsWith("tocsin.db.replaced-"));

/** A receiver that takes nothing, a channel with secrets, and a delivery that waits for it. Returns its event's id. */
async function somethingWaiting(api: Api, receiver: Receiver): Promise<string> {
  receiver.answer = () => ({ status: 503 });
  await api.createChannel({
    url: `${receiver.url}/{{TOKEN}}`,
    ...secretsOf("token", SAVED),
    retry_schedule: [3_600],
  });
  const { results } = await api.post({ alert_id: "disk", alert_title: "Disk full" });
  const id = results[0]?.event_id ?? "";
  await until("an attempt", async () => (await api.deliveries({ alert_id: "disk" }))[0]?.attempts_made === 1);
  return id;
}

test("brings everything back, ends every access since, and holds what waited until an admin sends it", async () => {
  using folder = temporaryFolder();
  const at = ground(folder);
  await using receiver = await startReceiver();
  const first = await startTocsin({ dataDir: at.dataDir, env: ADMIN });
  const api = connect(first);
  const revoked = createApiKey(at.dataDir, ["read"], "Revoked later");
  const visitor = new Visitor(first.url);
  await visitor.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
  await user(at.dataDir, "create", "--email", "eve@example.com", "--name", "Eve");
  const waitingEvent = await somethingWaiting(api, receiver);
  const cursor = (await api.get<{ as_of: string }>("/api/v1/alerts")).body.as_of;
  await backUp(at);

  // What happens after the backup.
  await api.post({ alert_id: "later", alert_title: "After the backup" });
  const usedIds = (await api.deliveries({})).map(({ id }) => id);
  await cli(["api-key", "revoke", "Revoked later"], { dataDir: at.dataDir });
  await user(at.dataDir, "disable", "eve@example.com");
  const late = createApiKey(at.dataDir, ["read"], "Made later");
  expect(await restore(at)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Another Tocsin already runs on this data folder"),
  });
  await first.kill();

  const { code, stdout, stderr } = await restore(at);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^Restored .+one\.db, made at .+Z; its newest event or change is of .+Z\. .+\nWhat was there is kept as .+\.replaced-.+\.\nDeliveries held: 1\. .+\n$/,
  );
  const [kept = ""] = keptIn(at.dataDir);
  const before = openReader(join(at.dataDir, kept));
  expect(before.sqlite.prepare("SELECT count(*) FROM events").pluck().get()).toBe(2);
  before.sqlite.close();

  await using tocsin = await startTocsin({ dataDir: at.dataDir });
  const again = apiOf(tocsin.url, api.key);
  const listed = await again.get<{ data: { alert_id: string }[] }>("/api/v1/alerts");
  expect(listed.body.data.map(({ alert_id }) => alert_id)).toEqual(["disk"]);
  for (const key of [revoked, late])
    expect((await apiOf(tocsin.url, key).get("/api/v1/rules")).status).toBe(401);
  expect((await user(at.dataDir, "list")).stdout).toMatch(/eve@example\.com .+disabled/);
  const signedIn = new Visitor(tocsin.url);
  for (const [name, value] of visitor.cookies) signedIn.cookies.set(name, value);
  expect((await signedIn.request("/alerts")).status).toBe(307);
  const stale = { filter: {}, as_of: cursor, status: "Resolved" };
  expect((await again.request("POST", "/api/v1/alerts/status", { body: stale })).status).toBe(409);
  expect(one(at.dataDir, "SELECT details FROM audit WHERE action = 'backups.restore'")).toMatch(
    /"backup_at":".+Z","restored_at":".+Z"/,
  );

  // Nothing is sent by itself, also not behind what is held.
  receiver.answer = () => ({ status: 200 });
  const sentBefore = receiver.requests.length;
  await again.post({ alert_id: "disk", alert_title: "Disk full", status: "Resolved" });
  await again.post({ alert_id: "other", alert_title: "Another" });
  await receiver.waitFor((all) => all.length > sentBefore);
  expect(
    receiver.requests.slice(sentBefore).map(({ rawBody }) => JSON.parse(rawBody.toString()).alert_id),
  ).toEqual(["other"]);
  const [waiting] = (await again.deliveries({ alert_id: "disk" })).toReversed();
  expect((await again.request("POST", `/api/v1/deliveries/${waiting?.id}/send-now`)).status).toBe(409);

  const ids = (await again.deliveries({})).map(({ id }) => id);
  expect(usedIds.filter((id) => ids.includes(id))).toEqual([waiting?.id]);

  const admin = new Visitor(tocsin.url);
  await admin.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
  expect(await (await admin.request("/deliveries")).text()).toContain(
    "A backup was restored, and 1 delivery is held",
  );
  expect(await admin.act(heldAction("sendHeld"), [])).toEqual({ ok: true, value: 1 });
  const arrived = await receiver.waitFor((all) => all.length > sentBefore + 2);
  expect(arrived.slice(sentBefore + 1).map(({ headers }) => headers["webhook-id"])).toEqual([
    waitingEvent,
    expect.not.stringMatching(waitingEvent),
  ]);
  expect(await (await admin.request("/deliveries")).text()).not.toContain("A backup was restored");
});

const heldAction = (name: string) => ({
  file: "app/(console)/deliveries/actions.ts",
  name,
  page: "/deliveries",
});

test("what was held can be discarded: what came in behind it is sent", async () => {
  using folder = temporaryFolder();
  const at = ground(folder);
  await using receiver = await startReceiver();
  const first = await startTocsin({ dataDir: at.dataDir, env: ADMIN });
  const api = connect(first);
  await somethingWaiting(api, receiver);
  await backUp(at);
  await first.stop();
  expect((await restore(at)).code).toBe(0);
  // As if the backup were old: what is held doesn't expire.
  inDatabase(at.dataDir, (sqlite) => sqlite.exec("UPDATE deliveries SET created_at = 1"));

  await using tocsin = await startTocsin({ dataDir: at.dataDir });
  receiver.answer = () => ({ status: 200 });
  const again = apiOf(tocsin.url, api.key);
  const sentBefore = receiver.requests.length;
  const { results } = await again.post({ alert_id: "disk", alert_title: "Disk full", status: "Resolved" });
  const admin = new Visitor(tocsin.url);
  await admin.signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
  expect(await admin.act(heldAction("discardHeld"), [])).toEqual({ ok: true, value: 1 });
  await again.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  expect(receiver.requests.length).toBe(sentBefore + 1);
  expect((await again.deliveries({ alert_id: "disk" })).at(-1)).toMatchObject({
    state: "cancelled",
    reason: "discarded",
  });
});

describe("refused, and the installation stays as it was", () => {
  const cases: [string, (at: Ground) => void, RegExp][] = [
    ["a text", ({ file }) => writeFileSync(file, "dear diary ".repeat(500)), /is damaged or no backup/],
    ["an empty file", ({ file }) => truncateSync(file), /is a database, but no backup of Tocsin/],
    ["a cut one", ({ file }) => truncateSync(file, statSync(file).size - 20_480), /is damaged or no backup/],
    [
      "another program's database",
      ({ file }) => {
        rmSync(file);
        new Database(file).exec("CREATE TABLE installation (name TEXT, value TEXT)").close();
      },
      /is a database, but no backup of Tocsin/,
    ],
    [
      "a newer Tocsin's",
      ({ file }) => {
        const sqlite = new Database(file);
        sqlite
          .prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('new', ?)")
          .run(Date.now() + 1e9);
        sqlite.close();
      },
      /was made by a newer Tocsin/,
    ],
  ];
  test.each(cases)("%s", async (_, spoil, sentence) => {
    using folder = temporaryFolder();
    const at = ground(folder);
    createApiKey(at.dataDir);
    await backUp(at);
    spoil(at);
    const look = () => [
      readdirSync(at.dataDir).toSorted(),
      one(at.dataDir, "SELECT group_concat(id) FROM api_keys"),
    ];
    const before = look();
    expect(await restore(at)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) });
    expect(look()).toEqual([[...(before[0] as string[]), "engine.lock"].toSorted(), before[1]]);
  });

  test("a missing file", async () => {
    using folder = temporaryFolder();
    const at = ground(folder);
    expect(await restore(at)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no file .+one\.db\./),
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("a disk without room: nothing is left", async () => {
    using folder = temporaryFolder();
    using disk = smallDisk();
    const at = { ...ground(folder), dataDir: disk.dataDir };
    createApiKey(disk.dataDir);
    await backUp({ ...at, env: readEnv({ DATA_DIR: disk.dataDir }) });
    disk.fill();
    expect(await restore(at)).toMatchObject({ code: 1, stderr: expect.stringMatching(/(ENOSPC|full)/) });
    disk.makeRoom();
    expect(readdirSync(disk.dataDir).filter((name) => name.includes("restoring"))).toEqual([]);
    expect(await restore(at)).toMatchObject({ code: 0 });
  });

  test("the database itself", async () => {
    using folder = temporaryFolder();
    const at = ground(folder);
    createApiKey(at.dataDir);
    expect(await restore({ ...at, file: at.env.databaseFile })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is the database itself"),
    });
  });
});

describe("without a database to replace, all keys stay off until an admin turns them on", () => {
  const folders: [string, (at: Ground) => void][] = [
    ["a missing folder", ({ dataDir }) => rmSync(dataDir, { recursive: true })],
    [
      "an empty folder",
      ({ dataDir }) => {
        rmSync(dataDir, { recursive: true });
        mkdirSync(dataDir);
      },
    ],
    [
      "one with a key file alone",
      ({ dataDir }) => {
        for (const name of readdirSync(dataDir)) if (name !== "secret.key") rmSync(join(dataDir, name));
      },
    ],
    ["one that shows use", ({ env }) => rmSync(env.databaseFile)],
    ["one whose database is damaged", ({ env }) => writeFileSync(env.databaseFile, "no database")],
  ];
  test.each(folders)("%s", async (_, prepare) => {
    using folder = temporaryFolder();
    const at = ground(folder);
    const key = createApiKey(at.dataDir, ["manage"]);
    await backUp(at);
    prepare(at);
    const { code, stdout } = await restore(at);
    expect([code, stdout]).toEqual([0, expect.stringContaining("API keys off: 1.")]);
    expect(stdout).toContain("There is no active admin");
    await using tocsin = await startTocsin({ dataDir: at.dataDir });
    const api = apiOf(tocsin.url, key);
    expect((await api.get("/api/v1/channels")).status).toBe(401);
    expect(await cli(["api-key", "turn-on"], { dataDir: at.dataDir })).toMatchObject({
      code: 0,
      stdout: "Turned on: 1 API key.\n",
    });
    expect((await api.get("/api/v1/channels")).status).toBe(200);
    const wasDamaged = prepare.toString().includes("no database");
    expect(keptIn(at.dataDir).length).toBe(wasDamaged ? 1 : 0);
    expect(/It could not be read: .*Check the users/.test(stdout)).toBe(wasDamaged);
  });

  test("another installation's database says nothing about these keys", async () => {
    using folder = temporaryFolder();
    const at = ground(folder);
    createApiKey(at.dataDir);
    await backUp(at);
    rmSync(at.dataDir, { recursive: true });
    createApiKey(at.dataDir, ["read"], "Of the other one");
    expect((await restore(at)).stdout).toContain("API keys off: 1.");
  });
});

describe("the key file", () => {
  /** A backup with a channel whose secrets are sealed, and the receiver that knows them. */
  async function sealedBackup(at: Ground, receiver: Receiver): Promise<Api> {
    await using tocsin = await startTocsin({ dataDir: at.dataDir });
    const api = connect(tocsin);
    await somethingWaiting(api, receiver);
    await backUp(at);
    return api;
  }

  test("one that does not open the backup is refused; --key takes the former one and seals anew", async () => {
    using folder = temporaryFolder();
    const at = ground(folder);
    await using receiver = await startReceiver();
    const api = await sealedBackup(at, receiver);
    const former = join(folder.path, "former.key");
    copyFileSync(at.env.secretKeyFile, former);
    const rotated = await cli(["key", "rotate"], { dataDir: at.dataDir });
    expect(rotated.code).toBe(0);
    expect(await restore(at)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/opens none of the secrets of this backup\. .+--key.+--without-secrets/),
    });
    const wrong = join(folder.path, "wrong.key");
    replaceKeyFile(wrong, [newKey()]);
    expect(await restore(at, "--key", wrong)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("opens none of the secrets of this backup either"),
    });
    expect(await restore(at, "--key", former)).toMatchObject({ code: 0, stderr: "" });
    await using tocsin = await startTocsin({ dataDir: at.dataDir });
    receiver.answer = () => ({ status: 200 });
    const { results } = await apiOf(tocsin.url, api.key).post({ alert_title: "Opened" });
    const sent = (all: readonly { headers: Record<string, unknown>; path: string }[]) =>
      all.filter(({ headers }) => headers["webhook-id"] === results[0]?.event_id);
    const [request] = sent(await receiver.waitFor((all) => sent(all).length > 0));
    expect(request).toMatchObject({
      path: `/${SAVED.url}`,
      headers: { authorization: `Bearer ${SAVED.token}` },
    });
  });

  test("a lost one: --without-secrets disables every webhook, and each says what to enter again", async () => {
    using folder = temporaryFolder();
    const at = ground(folder);
    await using receiver = await startReceiver();
    const api = await sealedBackup(at, receiver);
    rmSync(at.env.secretKeyFile);
    expect(await restore(at)).toMatchObject({ code: 1, stderr: expect.stringContaining("is missing") });
    const { code, stdout } = await restore(at, "--without-secrets");
    expect([code, stdout]).toEqual([0, expect.stringContaining("every webhook is disabled")]);
    await using tocsin = await startTocsin({ dataDir: at.dataDir });
    const [channel] = (
      await apiOf(tocsin.url, api.key).get<{ data: { enabled: boolean; disabled_reason: string }[] }>(
        "/api/v1/channels",
      )
    ).body.data;
    expect(channel).toMatchObject({
      enabled: false,
      disabled_reason: expect.stringMatching(
        /^It was restored without its secrets\. Enter again: .*the URL's TOKEN.*\. Rotate its signing secret .+\.$/,
      ),
    });
    expect(channel?.disabled_reason).toContain("its password or token");
  });
});

test("the database of a killed Tocsin can be restored with its log", async () => {
  using folder = temporaryFolder();
  const at = ground(folder);
  const key = createApiKey(at.dataDir);
  const writer = openWriter(at.env.databaseFile);
  writer.sqlite.exec("INSERT INTO installation VALUES ('only in the log', 'here')");
  for (const end of ["", "-wal"]) copyFileSync(`${at.env.databaseFile}${end}`, `${at.file}${end}`);
  writer.sqlite.close();
  expect((await restore(at)).code).toBe(0);
  expect(one(at.dataDir, "SELECT value FROM installation WHERE name = 'only in the log'")).toBe("here");
  expect(existsSync(`${at.env.databaseFile}-wal`)).toBe(false);
  expect(key).toMatch(/^tocsin_/);
  expect(readFileSync(join(at.dataDir, "installed"), "utf8")).toMatch(/^[0-9a-f-]{36}\n$/);
});

test("killed at any moment, it leaves the old database or the new one, and the next one ends it", async () => {
  using folder = temporaryFolder();
  const at = ground(folder);
  createApiKey(at.dataDir, ["read"], "In the backup");
  enlarge(at.dataDir, 24);
  await backUp(at);
  createApiKey(at.dataDir, ["read"], "After the backup");
  const before = join(folder.path, "before");
  cpSync(at.dataDir, before, { recursive: true });
  let killed = 0;
  for (const afterMs of [0, 5, 20, 50, 100]) {
    const child = startNode(["lib/cli/main.ts", "restore", at.file], { DATA_DIR: at.dataDir });
    const ended = once(child, "close");
    await until("the restore to begin", async () => existsSync(`${at.env.databaseFile}.restoring`));
    setTimeout(() => child.kill("SIGKILL"), afterMs);
    if ((await ended)[1] === "SIGKILL") killed++;
    expect(one(at.dataDir, "PRAGMA integrity_check")).toBe("ok");
    const keys = one(at.dataDir, "SELECT count(*) FROM api_keys");
    const restored = one(at.dataDir, "SELECT count(*) FROM audit WHERE action = 'backups.restore'");
    expect(["2 keys, restored 0", "1 keys, restored 1"]).toContain(`${keys} keys, restored ${restored}`);
    // As before the restore, should it have come to its end.
    if (restored === 1) cpSync(before, at.dataDir, { recursive: true });
  }
  expect(killed).toBeGreaterThan(0);
  expect(await restore(at)).toMatchObject({ code: 0 });
  expect(readdirSync(at.dataDir).filter((name) => name.includes("restoring"))).toEqual([]);
  expect(one(at.dataDir, "SELECT count(*) FROM api_keys")).toBe(1);
});
