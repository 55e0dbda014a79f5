import { join } from "node:path";
import { expect, test } from "vitest";
import { closeWriter, openReader } from "#db/client.ts";
import { putSecret, sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { insertChannel } from "#db/queries/channels.ts";
import { beginSecondFactor, totpPlace } from "#db/queries/second-factors.ts";
import { insertUser } from "#db/queries/users.ts";
import { copyDatabase } from "#lib/data-folder/backup/copy.ts";
import { openDataFolder } from "#lib/data-folder/open.ts";
import { restore } from "#lib/data-folder/restore/restore.ts";
import { unopenedSentence } from "#lib/domain/backup.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { Secret } from "#lib/domain/secret.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { type KeyRing, newKey, open, replaceKeyFile, seal } from "#lib/seal.ts";
import { temporaryFolder } from "../../support/folder.ts";

const channel = (name: string) => ({
  id: `chn_${name}`,
  name,
  url: "https://example.com/",
  enabled: true,
  verifySsl: true,
  urlSecrets: [],
  auth: { type: "none" as const },
  headers: [],
  format: ALERT_FORMAT,
  retrySchedule: [],
  maxInFlight: 16,
  autoDisable: true,
  certificates: NOTHING_MET,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
});

/** Two webhooks and a user, of whom one webhook's token and the user's second factor were sealed by `other`. */
function prepare(env: Env, other: KeyRing): void {
  const { connection, ring } = openDataFolder(env);
  const { db } = connection;
  const put = (channelId: string, name: string, by: KeyRing) =>
    putSecret(db, { channelId, name, sealed: seal(by, new Secret(name), secretPlace(channelId, name)) });
  for (const name of ["Jira", "Chat"]) {
    insertChannel(db, channel(name));
    put(`chn_${name}`, "signing", ring);
  }
  put("chn_Jira", "url:TOKEN", other);
  insertUser(db, { id: "usr_1", email: "ada@example.com", name: "Ada", role: "admin", createdAt: 1 });
  const secret = seal(other, new Secret("totp"), totpPlace("usr_1"));
  beginSecondFactor(db, { userId: "usr_1", secret, createdAt: 1 });
  closeWriter(connection);
}

function backUp({ databaseFile, secretKeyFile }: Env, file: string) {
  return copyDatabase(
    { databaseFile, secretKeyFile, file, purpose: "backup", mostLogBytes: Infinity },
    () => {},
  );
}

test("a backup with secrets that no key opens is made and names them; a restore gives up only those", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  prepare(env, [newKey()]);
  const file = join(folder.path, "one.db");
  const backup = backUp(env, file);
  expect(backup.unopened).toEqual(["the webhook Jira", "the second factor of ada@example.com"]);
  expect(unopenedSentence(backup)).toContain("the webhook Jira, the second factor of ada@example.com. Enter");

  const { lost } = await restore(env, file, {});
  expect(lost).toEqual({
    all: false,
    channels: new Map([["chn_Jira", ["url:TOKEN"]]]),
    sources: [],
    users: ["ada@example.com"],
  });
  const { connection, ring } = openDataFolder(env);
  const states = connection.sqlite.prepare(
    "SELECT name, enabled, disabled_reason FROM channels ORDER BY name",
  );
  expect(states.raw().all()).toEqual([
    ["Chat", 1, null],
    ["Jira", 0, "It was restored without some of its secrets. Enter again: the URL's TOKEN. Then enable it."],
  ]);
  const kept = sealedSecrets(connection.db, "chn_Jira");
  expect([...kept.keys()]).toEqual(["signing"]);
  const place = secretPlace("chn_Jira", "signing");
  expect(open(ring, kept.get("signing") ?? Buffer.alloc(0), place).reveal()).toBe("signing");
  closeWriter(connection);
});

test("--key seals anew what one of the keys opens, and gives up the rest", async () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  const old: KeyRing = [newKey()];
  prepare(env, old);
  const file = join(folder.path, "one.db");
  backUp(env, file);
  const oldKeyFile = join(folder.path, "old.key");
  replaceKeyFile(oldKeyFile, old);
  // The key that sealed everything else is lost.
  replaceKeyFile(env.secretKeyFile, [newKey()]);
  const { lost } = await restore(env, file, { oldKeyFile });
  expect(lost?.channels).toEqual(
    new Map([
      ["chn_Jira", ["signing"]],
      ["chn_Chat", ["signing"]],
    ]),
  );
  const { db, sqlite } = openReader(env.databaseFile);
  expect([...sealedSecrets(db, "chn_Jira").keys()]).toEqual(["url:TOKEN"]);
  sqlite.close();
});

test("a backup of which the key file opens nothing is refused", () => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data") });
  prepare(env, [newKey()]);
  replaceKeyFile(env.secretKeyFile, [newKey()]);
  expect(() => backUp(env, join(folder.path, "one.db"))).toThrow("opens none of the secrets of the backup");
});
