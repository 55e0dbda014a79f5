import { readFileSync, rmSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DownloadInput } from "#components/system/system-actions.ts";
import { connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";
import { enlarge } from "../backup/large.ts";

const email = "ada@example.com";
const present = "correct horse battery";

const SYSTEM = { file: "app/(console)/settings/system/actions.ts", page: "/settings/system" };
const backUpNow: ActionRef = { ...SYSTEM, name: "backUpNow" };
const allowDownload: ActionRef = { ...SYSTEM, name: "allowDownload" };

let tocsin: Tocsin;
let ada: Visitor;
let name: string;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: present } });
  ada = new Visitor(tocsin.url);
  await ada.signIn(email, present);
  await connect(tocsin).post({ alert_id: "disk", alert_title: "Disk full" });
  expect(await ada.act(backUpNow, [])).toMatchObject({ ok: true });
  name = await until("the backup", async () => newestBackup());
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const newestBackup = (of = tocsin): string | undefined =>
  inDatabase(of.dataDir, (sqlite) => {
    const said = sqlite.prepare("SELECT value FROM installation WHERE name = 'last_backup'").pluck().get();
    return said === undefined ? undefined : JSON.parse(String(said)).file.split("/").at(-1);
  });

const fileOf = (backup: string, of = tocsin) => join(of.dataDir, "backups", backup);

const allow = (input: DownloadInput, visitor = ada) => visitor.act<{ token: string }>(allowDownload, [input]);

async function aToken(backup = name): Promise<string> {
  const allowed = await allow({ name: backup, present });
  if (!allowed.ok) throw new Error(allowed.message);
  return allowed.value.token;
}

const pathOf = (token: string) => `/api/backup?token=${token}`;

const audited = (action = "backups.download", of = tocsin): string[] =>
  inDatabase(of.dataDir, (sqlite) =>
    sqlite
      .prepare(
        "SELECT actor_name || ' ' || address || ' ' || details FROM audit WHERE action = ? ORDER BY seq",
      )
      .pluck()
      .all(action)
      .map(String),
  );

test("the backup comes whole, can be restored, works once and is in the audit log", async () => {
  const path = pathOf(await aToken());
  const answer = await ada.request(path);
  expect([
    answer.status,
    answer.headers.get("content-disposition"),
    answer.headers.get("accept-ranges"),
  ]).toEqual([200, `attachment; filename="${name}"`, "none"]);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.equals(readFileSync(fileOf(name)))).toBe(true);
  expect(audited()).toEqual([`ada 127.0.0.1 ${JSON.stringify({ file: name, bytes: bytes.length })}`]);
  const again = await ada.request(path);
  expect([again.status, await again.text()]).toEqual([404, expect.stringContaining("begun already")]);
  expect(audited()).toHaveLength(1);
  const end = { file: name, bytes: bytes.length, whole: true };
  await until("the end in the audit log", async () => audited("backups.end-download")[0]);
  expect(audited("backups.end-download")).toEqual([`ada 127.0.0.1 ${JSON.stringify(end)}`]);

  using folder = temporaryFolder();
  const restored = await cli(["restore", fileOf(name), "--key", join(tocsin.dataDir, "secret.key")], {
    dataDir: join(folder.path, "data"),
  });
  expect([restored.code, restored.stderr]).toEqual([0, ""]);
});

describe("nobody else gets it", () => {
  test("not another admin, and not somebody without a session, who knows the address", async () => {
    const bea = await anAdmin("bea@example.com");
    const path = pathOf(await aToken());
    expect((await new Visitor(tocsin.url).request(path)).status).toBe(401);
    expect((await bea.request(path)).status).toBe(404);
    expect((await ada.request(path)).status).toBe(200);
  });

  test("not by a key", async () => {
    const answer = await fetch(tocsin.url + pathOf(await aToken()), {
      headers: { authorization: `Bearer ${connect(tocsin, ["manage"]).key}` },
    });
    expect(answer.status).toBe(401);
  });

  test("not by a wrong password, which is limited", async () => {
    const cleo = await anAdmin("cleo@example.com");
    const wrong = () => allow({ name, present: "wrong horse battery" }, cleo);
    expect(await wrong()).toMatchObject({ ok: false, issues: [{ path: "present" }] });
    for (let tried = 1; tried < 20; tried++) await wrong();
    expect(await allow({ name, present }, cleo)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^Too many sign-ins failed/),
    });
  });
});

async function anAdmin(of: string): Promise<Visitor> {
  const args = ["user", "create", "--email", of, "--name", of, "--role", "admin", "--password-file", "-"];
  const made = await cli(args, { dataDir: tocsin.dataDir, stdin: `${present}\n` });
  expect(made).toMatchObject({ code: 0 });
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(of, present);
  return visitor;
}

test.each([
  ["a part of it", { headers: { range: "bytes=0-99" } }, 416],
  ["HEAD", { method: "HEAD" }, 405],
  ["POST", { method: "POST" }, 405],
])("%s is refused, and leaves the download to be begun", async (_, init, status) => {
  const path = pathOf(await aToken());
  expect((await ada.request(path, init)).status).toBe(status);
  expect((await ada.request(path)).status).toBe(200);
});

test("a backup that was removed meanwhile says so", async () => {
  expect(await ada.act(backUpNow, [])).toMatchObject({ ok: true });
  const other = await until("another backup", async () => {
    const newest = newestBackup();
    return newest === name ? undefined : newest;
  });
  const path = pathOf(await aToken(other));
  rmSync(fileOf(other));
  const answer = await ada.request(path);
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("removed meanwhile")]);
});

describe("a large backup, whose client does not read", () => {
  let own: Tocsin;
  let visitor: Visitor;
  let large: string;

  beforeAll(async () => {
    own = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: present } });
    enlarge(own.dataDir, 64);
    visitor = new Visitor(own.url);
    await visitor.signIn(email, present);
    await visitor.act(backUpNow, []);
    large = await until("the backup", async () => newestBackup(own));
  });
  afterAll(() => own[Symbol.asyncDispose]());

  /** Begins a download and reads only its head. */
  async function begin(by = visitor): Promise<IncomingMessage> {
    const allowed = await allow({ name: large, present }, by);
    const token = allowed.ok ? allowed.value.token : "";
    const cookie = [...by.cookies].map(([one, value]) => `${one}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      get(own.url + pathOf(token), { headers: { cookie } }, resolve).on("error", reject);
    });
  }

  test("at most two at once; the file may go, and its download is whole all the same", async () => {
    const [one, other] = [await begin(), await begin()];
    expect([one.statusCode, other.statusCode]).toEqual([200, 200]);
    expect((await begin()).statusCode).toBe(503);
    other.destroy();
    const { length } = readFileSync(fileOf(large, own));
    rmSync(fileOf(large, own));
    let read = 0;
    for await (const piece of one) read += piece.length;
    expect([read, one.complete]).toEqual([length, true]);
  });

  test("a session that ends, and a stop, end it early", async () => {
    await visitor.act(backUpNow, []);
    large = await until("another backup", async () => {
      const newest = newestBackup(own);
      return newest === large ? undefined : newest;
    });
    const read = async (response: IncomingMessage) => {
      for await (const _ of response);
    };
    const other = await begin();
    const later = new Visitor(own.url);
    await later.signIn(email, present);
    const one = await begin(later);
    inDatabase(own.dataDir, (sqlite) =>
      sqlite.exec("DELETE FROM sessions WHERE created_at = (SELECT max(created_at) FROM sessions)"),
    );
    await expect(read(one)).rejects.toThrow("aborted");
    const stopped = performance.now();
    expect(await own.stop()).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(5_000);
    await expect(read(other)).rejects.toThrow("aborted");
    const ends = audited("backups.end-download", own).map((row) => row.slice(row.indexOf("{")));
    expect(ends.slice(-2).map((end) => JSON.parse(end).because)).toEqual([
      "The session has ended.",
      "Tocsin was stopped.",
    ]);
  });
});
