import { readdirSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newKey, readKeyRing, replaceKeyFile } from "#lib/seal.ts";
import { type Api, apiOf, connect } from "../../support/api.ts";
import { type CliResult, tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode } from "../../support/process.ts";
import { type ReceivedRequest, type Receiver, startReceiver } from "../../support/receiver.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { holdsAny, SAVED, secretsOf } from "../../support/secret-channels.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

/** Enough secrets for several steps of a rotation, so that a kill finds it at different ones. */
const CHANNELS = 8;
const MORE_HEADERS = 22;
const SECRETS = CHANNELS * (4 + MORE_HEADERS);

let folder: Folder;
let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;
let made: { id: string; name: string; signing_secret: string }[];

beforeAll(async () => {
  folder = temporaryFolder();
  [tocsin, receiver] = await Promise.all([startTocsin({ dataDir: folder.path }), startReceiver()]);
  api = connect(tocsin);
  const make = (at: number) =>
    api.createChannel({
      name: `Rotated ${at}`,
      url: `${receiver.url}/${at}/{{TOKEN}}`,
      ...secretsOf(at % 2 ? "token" : "basic", SAVED),
      headers: headers(),
    });
  made = await Promise.all(Array.from({ length: CHANNELS }, (_, at) => make(at)));
});

/** As many sensitive headers as fit. */
const headers = () => [
  { name: "X-Api-Key", value: SAVED.header, sensitive: true },
  ...Array.from({ length: MORE_HEADERS }, (_, at) => ({
    name: `X-${at}`,
    value: `${SAVED.header}-${at}`,
    sensitive: true,
  })),
];

afterAll(async () => {
  await Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]);
  folder[Symbol.dispose]();
});

const keyFile = () => join(folder.path, "secret.key");
const keys = () => readKeyRing(keyFile());
const rotate = (): Promise<CliResult> => cli(["key", "rotate"], { dataDir: folder.path });
const sealed = () =>
  inDatabase(folder.path, (sqlite) =>
    sqlite.prepare("SELECT sealed FROM channel_secrets").pluck().all(),
  ) as Buffer[];

/** Every channel sends, with each of its secrets and a signature that verifies. */
async function expectAllSend(): Promise<void> {
  const { results } = await api.post({ alert_title: "A" });
  const ofThis = (all: readonly ReceivedRequest[]) =>
    all.filter((one) => one.headers["webhook-id"] === results[0]?.event_id);
  const arrived = ofThis(await receiver.waitFor((all) => ofThis(all).length >= CHANNELS));
  for (const [at, { signing_secret }] of made.entries()) {
    const request = arrived.find((one) => one.path === `/${at}/${SAVED.url}`);
    const authorization =
      at % 2 ? `Bearer ${SAVED.token}` : `Basic ${Buffer.from(`ada:${SAVED.password}`).toString("base64")}`;
    const own = Object.fromEntries(headers().map(({ name, value }) => [name.toLowerCase(), value]));
    expect(request?.headers, `channel ${at}`).toMatchObject({ ...own, authorization });
    const sent = Object.fromEntries(
      Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(() => new Webhook(signing_secret).verify(request?.rawBody ?? "", sent)).not.toThrow();
  }
}

describe("key rotate beside the running app", () => {
  test("seals every secret anew and leaves one key, the new one, for its owner only", async () => {
    const [before] = keys();
    const sealedBefore = sealed();
    const { code, stdout, stderr } = await rotate();
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(
          `^Rotated: ${SECRETS} secrets are sealed by the new key\\. .+\\nThe old key is kept in .+\\.\\nA new backup was made: .+\\.\\n$`,
        ),
      ),
    ]);
    expect(holdsAny(stdout + stderr, SAVED)).toBe(false);
    const [now, ...rest] = keys();
    expect(rest).toEqual([]);
    expect(now.bytes.equals(before.bytes)).toBe(false);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    const [, old = "", ...more] = readdirSync(folder.path).filter((name) => name.startsWith("secret"));
    expect([old, more]).toEqual([expect.stringMatching(/^secret\.key\.old-\d{4}-\d\d-\d\dT.+Z$/), []]);
    expect(statSync(join(folder.path, old)).mode & 0o777).toBe(0o600);
    expect(readKeyRing(join(folder.path, old)).map(({ id }) => id)).toEqual([before.id]);
    const sealedNow = sealed();
    expect(sealedNow).toHaveLength(sealedBefore.length);
    for (const one of sealedNow) expect(one.subarray(1, 5).equals(now.id)).toBe(true);
    await expectAllSend();
  });

  test("what is saved while and after it goes on is there at the next start", async () => {
    const rotating = rotate();
    const enterAgain = (at: number) => api.updateChannel(made[at]?.id ?? "", { headers: headers() });
    for (let at = 0; at < CHANNELS; at++) await enterAgain(at);
    expect((await rotating).code).toBe(0);
    await enterAgain(0);
    const [now, ...rest] = keys();
    expect(rest).toEqual([]);
    for (const one of sealed()) expect(one.subarray(1, 5).equals(now.id)).toBe(true);
    await tocsin.stop();
    tocsin = await startTocsin({ dataDir: folder.path });
    api = apiOf(tocsin.url, api.key);
    await expectAllSend();
  });
});

describe("a rotation that is killed", () => {
  /** Kills the command so long after it begins to tell of its steps, or as it writes the key file; whether it was still running. */
  async function killAfter(ms: number | "key file"): Promise<boolean> {
    const child = startNode(["lib/cli/main.ts", "key", "rotate"], { DATA_DIR: folder.path });
    const ended = new Promise<boolean>((resolve) =>
      child.once("close", (_, signal) => resolve(signal === "SIGKILL")),
    );
    const watcher = watch(folder.path, (_, name) => {
      if (ms === "key file" && name === "secret.key") child.kill("SIGKILL");
    });
    child.stderr.once("data", () => {
      if (ms !== "key file") setTimeout(() => child.kill("SIGKILL"), ms);
    });
    const killed = await ended;
    watcher.close();
    return killed;
  }

  test("at moments of its own goes on where it was, and nothing is lost", async () => {
    let killed = 0;
    for (const ms of ["key file", 0, 1, 3, 6] as const) {
      if (await killAfter(ms)) killed++;
      const ids = keys().map(({ id }) => id);
      for (const one of sealed()) expect(ids.some((id) => id.equals(one.subarray(1, 5)))).toBe(true);
      const { results } = await api.post({ alert_title: "A" });
      await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: made[0]?.id ?? "" });
    }
    expect(killed).toBeGreaterThan(0);
    expect((await rotate()).code).toBe(0);
    const [now, ...rest] = keys();
    expect(rest).toEqual([]);
    for (const one of sealed()) expect(one.subarray(1, 5).equals(now.id)).toBe(true);
    await expectAllSend();
  });

  test("right after its new key was written: the app starts with both, and the next one ends it", async () => {
    await tocsin.kill();
    replaceKeyFile(keyFile(), [newKey(), ...keys()]);
    tocsin = await startTocsin({ dataDir: folder.path });
    api = apiOf(tocsin.url, api.key);
    await expectAllSend();
    expect((await rotate()).code).toBe(0);
    expect(keys()).toHaveLength(1);
    await expectAllSend();
  });

  test.each<[string, () => void]>([
    ["as it wrote the key file", () => writeFileSync(`${keyFile()}.new`, "half a k", { mode: 0o600 })],
    ["before it dropped the old key", () => replaceKeyFile(keyFile(), [keys()[0], newKey()])],
  ])("%s: the next one ends it", async (_, leave) => {
    leave();
    expect((await rotate()).code).toBe(0);
    expect(keys()).toHaveLength(1);
    await expectAllSend();
  });
});

test("--drop keeps no old key; the backups that need it are named", async () => {
  const keptBefore = readdirSync(folder.path).filter((name) => name.includes(".old-"));
  const [newest] = readdirSync(join(folder.path, "backups")).toSorted().reverse();
  const { code, stdout } = await cli(["key", "rotate", "--drop"], { dataDir: folder.path });
  expect([code, stdout]).toEqual([0, expect.stringContaining("These backups need the old key:\n")]);
  expect(stdout).toContain(`\n  ${join(folder.path, "backups", newest ?? "")}\n`);
  expect(stdout).not.toContain("is kept in");
  expect(readdirSync(folder.path).filter((name) => name.includes(".old-"))).toEqual(keptBefore);
});

test("the old key opens nothing any more, and what it sealed is in no file of the stopped app", async () => {
  const before = readFileSync(keyFile());
  const old = sealed();
  expect((await rotate()).code).toBe(0);
  await tocsin.stop();
  for (const name of readdirSync(folder.path).filter((one) => one !== "backups")) {
    const bytes = readFileSync(join(folder.path, name));
    const left = old.filter((one) => bytes.includes(one.subarray(5)));
    expect(left.length, name).toBe(0);
  }
  const own = join(folder.path, "old.key");
  writeFileSync(own, before, { mode: 0o600 });
  expect(await refusedStart(folder.path, { SECRET_KEY_FILE: own })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/is not the one that sealed the stored secrets/),
  });
});

test("with a damaged secret among them it says which, changes nothing of it, and the rest is not lost", async () => {
  const id = made[3]?.id ?? "";
  inDatabase(folder.path, (sqlite) =>
    sqlite
      .prepare(
        "UPDATE channel_secrets SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE channel_id = ? AND name = 'auth'",
      )
      .run(id),
  );
  const { code, stdout, stderr } = await rotate();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(id);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(holdsAny(stderr, SAVED)).toBe(false);
  const ids = keys().map((key) => key.id);
  for (const one of sealed()) expect(ids.some((key) => key.equals(one.subarray(1, 5)))).toBe(true);
});
