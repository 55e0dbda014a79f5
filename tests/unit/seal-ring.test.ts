import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Secret } from "#lib/domain/secret.ts";
import {
  createKeyFile,
  isSealedByFirst,
  type KeyRing,
  newKey,
  open,
  readKeyRing,
  replaceKeyFile,
  seal,
} from "#lib/seal.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";

const place = { table: "channel_secrets", row: "chn_1", field: "auth" };
const secret = new Secret("hunter2");
const keyFileIn = (folder: Folder) => join(folder.path, "secret.key");

describe("of a ring of several keys", () => {
  const [older, newer] = [newKey(), newKey()];
  const before: KeyRing = [older];
  const during: KeyRing = [newer, older];
  const after: KeyRing = [newer];

  test("the first one seals, and all of them open", () => {
    const [old, fresh] = [seal(before, secret, place), seal(during, secret, place)];
    for (const envelope of [old, fresh]) expect(open(during, envelope, place).reveal()).toBe("hunter2");
    expect([old, fresh].map((envelope) => isSealedByFirst(during, envelope))).toEqual([false, true]);
    expect(open(after, fresh, place).reveal()).toBe("hunter2");
    expect(() => open(after, old, place)).toThrow(
      "The key that sealed channel_secrets chn_1 auth is not in the key file.",
    );
  });

  test("a value sealed by another key is opened by none of them", () => {
    expect(() => open(during, seal([newKey()], secret, place), place)).toThrow(/is not in the key file\.$/);
  });

  test("a value that claims to be sealed by another of the keys does not open", () => {
    const claiming = seal(before, secret, place);
    newer.id.copy(claiming, 1);
    expect(() => open(during, claiming, place)).toThrow(/is damaged or was moved there\.$/);
  });
});

describe("putting another ring in the key file's place", () => {
  test("leaves that ring in its order, for the owner only, and nothing beside it", () => {
    using folder = temporaryFolder();
    const file = keyFileIn(folder);
    const [first] = createKeyFile(file);
    chmodSync(file, 0o644);
    const ring: KeyRing = [newKey(), first];
    replaceKeyFile(file, ring);
    expect(readKeyRing(file)).toEqual(ring);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path)).toEqual(["secret.key"]);
  });

  test("works after an interrupted attempt, and keeps nothing of it", () => {
    using folder = temporaryFolder();
    const file = keyFileIn(folder);
    createKeyFile(file);
    writeFileSync(`${file}.new`, `${"x".repeat(10_000)}\n`, { mode: 0o644 });
    const ring: KeyRing = [newKey()];
    replaceKeyFile(file, ring);
    expect(readKeyRing(file)).toEqual(ring);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path)).toEqual(["secret.key"]);
  });

  test("does not write into the file that is open: whoever reads sees the old ring or the new one", () => {
    using folder = temporaryFolder();
    const file = keyFileIn(folder);
    createKeyFile(file);
    const { ino } = statSync(file);
    const before = readFileSync(file, "utf8");
    replaceKeyFile(file, [newKey(), newKey()]);
    expect(statSync(file).ino).not.toBe(ino);
    expect(readFileSync(file, "utf8")).not.toContain(before.trim());
  });
});
