import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { putSecret, sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { insertChannel } from "#db/queries/channels.ts";
import { findOwnRule } from "#db/queries/own-rule.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { type DataFolder, openDataFolder } from "#lib/data-folder/open.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { Secret } from "#lib/domain/secret.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { createKeyFile, open, seal } from "#lib/seal.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** Opens, uses and closes a data folder, as one run of the process does. */
function withDataFolder<T>(env: Env, use: (folder: DataFolder) => T): T {
  const folder = openDataFolder(env);
  try {
    return use(folder);
  } finally {
    folder.connection.sqlite.close();
  }
}

const place = secretPlace("chn_1", "signing");

/** A channel with a sealed signing secret. */
function insertSealed({ connection, ring }: DataFolder): void {
  insertChannel(connection.db, {
    id: "chn_1",
    name: "Jira",
    url: "https://example.com/",
    enabled: true,
    verifySsl: true,
    urlSecrets: [],
    auth: { type: "none" },
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
  const sealed = seal(ring, new Secret("whsec_1"), place);
  putSecret(connection.db, { channelId: "chn_1", name: "signing", sealed });
}

const storeSealedSecret = (env: Env): void => withDataFolder(env, insertSealed);

function readSealedSecret(env: Env): string {
  return withDataFolder(env, ({ connection, ring }) => {
    const envelope = sealedSecrets(connection.db, "chn_1").get("signing");
    if (envelope === undefined) throw new Error("Nothing is sealed.");
    return open(ring, envelope, place).reveal();
  });
}

describe("a first start", () => {
  test("makes what is missing, for the process's user only", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: join(folder.path, "deep", "data") });
    withDataFolder(env, () => {});
    expect(statSync(env.dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(env.secretKeyFile).mode & 0o777).toBe(0o600);
    expect(existsSync(env.databaseFile)).toBe(true);
  });

  test("closes a folder that was open to others", () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o755);
    withDataFolder(readEnv({ DATA_DIR: folder.path }), () => {});
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  });

  test("makes two rules for all channels: All alerts, and Tocsin itself for its own alerts", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    const rules = () => withDataFolder(env, ({ connection }) => readRoutingTable(connection.db, 0).rules);
    const all = {
      id: expect.stringMatching(/^rul_/),
      name: "All alerts",
      description: "Sends everything but Tocsin's own alerts to all enabled channels.",
      enabled: true,
      events: [],
      filters: { match: "all", conditions: [] },
      expression: null,
      setPriority: null,
      statuses: ["Open", "Acknowledged", "Resolved", "Auto-Resolved"],
      onlyOnChange: false,
      followUp: true,
      autoResolveMinutes: null,
      channels: "all",
    };
    const itself = {
      ...all,
      name: "Tocsin itself",
      description:
        "Sends Tocsin's own alerts, such as a failing webhook, to all enabled channels but the one they are about.",
      filters: { match: "all", conditions: [{ field: "category", operator: "is", value: "Tocsin" }] },
    };
    expect(rules()).toEqual([all, itself]);
    expect(rules()).toEqual([all, itself]);
  });

  test("is not repeated for a rule that was deleted", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    withDataFolder(env, ({ connection }) => connection.sqlite.exec("DELETE FROM rules"));
    withDataFolder(env, ({ connection }) => expect(readRoutingTable(connection.db, 0).rules).toEqual([]));
  });
});

describe("an upgrade from before Tocsin's own alerts", () => {
  const ownRule = (env: Env) => withDataFolder(env, ({ connection }) => findOwnRule(connection.db));

  test("makes the rule Tocsin itself once, disabled", async () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    withDataFolder(env, ({ connection: { sqlite } }) =>
      sqlite.exec(`DELETE FROM rules WHERE name = 'Tocsin itself';
        DELETE FROM installation WHERE name = 'own_rule'`),
    );
    expect(await ownRule(env)).toEqual({ id: expect.stringMatching(/^rul_/), enabled: false });
    withDataFolder(env, ({ connection: { sqlite } }) =>
      sqlite.exec("DELETE FROM rules WHERE name = 'Tocsin itself'"),
    );
    expect(await ownRule(env)).toBeNull();
  });
});

describe("the key file", () => {
  test("opens at a later start what it sealed at an earlier one", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    storeSealedSecret(env);
    expect(readSealedSecret(env)).toBe("whsec_1");
  });

  test("missing, with sealed data present, is an error and makes no new one", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    storeSealedSecret(env);
    rmSync(env.secretKeyFile);
    expect(() => openDataFolder(env)).toThrow(/^The key file .+secret\.key is missing, /);
    expect(existsSync(env.secretKeyFile)).toBe(false);
  });

  test("with other keys, with sealed data present, is an error", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    storeSealedSecret(env);
    rmSync(env.secretKeyFile);
    createKeyFile(env.secretKeyFile);
    expect(() => openDataFolder(env)).toThrow(
      /^The key file .+secret\.key is not the one that sealed the stored secrets\. /,
    );
  });

  test("may be replaced while nothing is sealed", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    withDataFolder(env, () => {});
    rmSync(env.secretKeyFile);
    storeSealedSecret(env);
    expect(readSealedSecret(env)).toBe("whsec_1");
  });

  test("of a command with other settings does not replace the one in use", () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const running = readEnv({ DATA_DIR: folder.path, SECRET_KEY_FILE: join(elsewhere.path, "key") });
    const other = readEnv({ DATA_DIR: folder.path });
    withDataFolder(running, (open) => {
      try {
        openDataFolder(other).connection.sqlite.close();
      } catch {
        // It may be refused; it must not do harm.
      }
      insertSealed(open);
    });
    expect(readSealedSecret(running)).toBe("whsec_1");
  });
});

describe("what stands in the way is named", () => {
  test("a file in the place of the data folder", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    expect(() => openDataFolder(readEnv({ DATA_DIR: file }))).toThrow(/\bDATA_DIR\b/);
  });

  test("a key file in a folder that is not there", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path, SECRET_KEY_FILE: join(folder.path, "none", "key") });
    expect(() => openDataFolder(env)).toThrow(/\bSECRET_KEY_FILE\b/);
  });

  test("a folder in the place of the key file", () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "secret.key"));
    expect(() => openDataFolder(readEnv({ DATA_DIR: folder.path }))).toThrow(/secret\.key/);
  });

  test("a file that is no database, which stays as it is", () => {
    using folder = temporaryFolder();
    const env = readEnv({ DATA_DIR: folder.path });
    const notes = "not a database, but somebody's notes\n".repeat(100);
    writeFileSync(env.databaseFile, notes);
    expect(() => openDataFolder(env)).toThrow(/tocsin\.db/);
    expect(readFileSync(env.databaseFile, "utf8")).toBe(notes);
  });
});
