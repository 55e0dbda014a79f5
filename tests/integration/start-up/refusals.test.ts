import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

/** Expects the start to end with exit code 1 and one line on stderr that matches. */
async function expectRefusal(dataDir: string, env: Record<string, string>, line: RegExp): Promise<void> {
  const { code, stderr } = await refusedStart(dataDir, env);
  expect(stderr).toMatch(/^Tocsin can't start: [^\n]+\n$/);
  expect(stderr).toMatch(line);
  expect(code).toBe(1);
}

describe("an env value that is off stops the start with one line that names it", () => {
  test.each<[string, string]>([
    ["LOG_LEVEL", "loud"],
    ["HOST", "nowhere.invalid"],
  ])("%s=%s", async (name, value) => {
    using folder = temporaryFolder();
    await expectRefusal(join(folder.path, "data"), { [name]: value }, new RegExp(`\\b${name}\\b`));
  });

  test("before anything is written", async () => {
    using folder = temporaryFolder();
    await expectRefusal(join(folder.path, "data"), { PORT: "http" }, /\bPORT\b/);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

test("a port that is taken", async () => {
  using folder = temporaryFolder();
  await using taken = await startReceiver();
  await expectRefusal(folder.path, { PORT: String(taken.port) }, new RegExp(`\\b${taken.port}\\b`));
});

describe("on a data folder that is in use", () => {
  let folder: Folder;
  let tocsin: Tocsin;

  beforeAll(async () => {
    folder = temporaryFolder();
    tocsin = await startTocsin({ dataDir: folder.path });
    await connect(tocsin).createChannel({ url: "https://example.com/" });
  });

  afterAll(async () => {
    await tocsin[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  test("a second process is refused, and the first goes on", async () => {
    await expectRefusal(folder.path, {}, /Another Tocsin already runs on this data folder/);
    expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
    expect(await connect(tocsin).post({ alert_title: "A" })).toMatchObject({ accepted: 1 });
  });

  test("after a kill nothing is in the way", async () => {
    await tocsin.kill();
    tocsin = await startTocsin({ dataDir: folder.path });
  });

  test("without its key file it is refused, by the command line too, and no new one is made", async () => {
    await tocsin.stop();
    const file = join(folder.path, "secret.key");
    const key = readFileSync(file);
    rmSync(file);
    await expectRefusal(folder.path, {}, /The key file .+secret\.key is missing/);
    const listed = await cli(["api-key", "list"], { dataDir: folder.path });
    expect(listed).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^The key file .+ is missing/),
    });
    expect(readdirSync(folder.path)).not.toContain("secret.key");
    writeFileSync(file, key, { mode: 0o600 });
  });

  test("with another key file it is refused; with its own it starts again", async () => {
    const other = join(folder.path, "other.key");
    writeFileSync(other, `${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o600 });
    await expectRefusal(
      folder.path,
      { SECRET_KEY_FILE: other },
      /is not the one that sealed the stored secrets/,
    );
    tocsin = await startTocsin({ dataDir: folder.path });
  });

  test("of a newer schema it is refused, and the database stays as it is to the byte", async () => {
    await tocsin.stop();
    const file = join(folder.path, "tocsin.db");
    const newer = Date.UTC(new Date().getUTCFullYear() + 1, 0);
    inDatabase(folder.path, (sqlite) =>
      sqlite.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', ${newer})`),
    );
    const before = readFileSync(file);
    await expectRefusal(folder.path, {}, /was written by a newer Tocsin.+left untouched\.$/m);
    const made = await cli(["api-key", "create", "--name", "A", "--scopes", "read"], {
      dataDir: folder.path,
    });
    expect(made).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/newer Tocsin/) });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
