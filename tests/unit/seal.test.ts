import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Secret } from "#lib/domain/secret.ts";
import { createKeyFile, deriveKey, type KeyRing, open, readKeyRing, seal } from "#lib/seal.ts";
import { temporaryFolder } from "../support/folder.ts";

const place = { table: "channels", row: "chn_1", field: "signing_secret" };
const secret = new Secret("whsec_🔔");

function newRing(): KeyRing {
  using folder = temporaryFolder();
  return createKeyFile(join(folder.path, "secret.key"));
}

const ring = newRing();
const envelope = seal(ring, secret, place);

describe("a sealed value", () => {
  test.each(["", "a", "whsec_🔔", "x".repeat(10_000)])("opens as what it was: %j", (value) => {
    expect(open(ring, seal(ring, new Secret(value), place), place).reveal()).toBe(value);
  });

  test("opens as a secret, which does not print", () => {
    expect(`${open(ring, envelope, place)}`).toBe("<secret>");
  });

  test("does not hold what it seals", () => {
    expect(envelope.toString("latin1")).not.toContain("whsec");
  });

  test("is never the same twice", () => {
    expect(seal(ring, secret, place).equals(envelope)).toBe(false);
  });

  test.each([
    ["another row", { ...place, row: "chn_2" }],
    ["another field", { ...place, field: "token" }],
    ["another table", { ...place, table: "users" }],
    [
      "a place that reads the same when joined",
      { table: "channels chn_1", row: "", field: "signing_secret" },
    ],
  ])("moved to %s does not open", (_, other) => {
    expect(() => open(ring, envelope, other)).toThrow("is damaged or was moved there.");
  });

  test("does not open with a bit flipped, wherever", () => {
    for (let bit = 0; bit < envelope.length * 8; bit++) {
      const flipped = Buffer.from(envelope);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => open(ring, flipped, place), `bit ${bit}`).toThrow();
    }
  });

  test("does not open cut short, wherever, nor with more at its end", () => {
    for (let length = 0; length < envelope.length; length++)
      expect(() => open(ring, envelope.subarray(0, length), place), `${length} bytes`).toThrow();
    expect(() => open(ring, Buffer.concat([envelope, Buffer.of(0)]), place)).toThrow();
  });

  test("does not open with a tag of 4 bytes, which Node takes by default", () => {
    const [tagStart, tagEnd] = [17, 33];
    const short = Buffer.concat([envelope.subarray(0, tagStart + 4), envelope.subarray(tagEnd)]);
    expect(() => open(ring, short, place)).toThrow();
  });

  test("does not open with another key", () => {
    expect(() => open(newRing(), envelope, place)).toThrow(
      "The key that sealed channels chn_1 signing_secret is not in the key file.",
    );
  });

  test("opens with an older key of the ring", () => {
    const [newer] = newRing();
    expect(open([newer, ...ring], envelope, place).reveal()).toBe(secret.reveal());
  });

  test("no error reveals the value", () => {
    const damaged = Buffer.from(envelope).fill(0, envelope.length - 1);
    expect(() => open(ring, damaged, place)).toThrow(/^(?!.*whsec)/);
  });
});

describe("the key file", () => {
  test("is for its owner only, and read back as it was made", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "secret.key");
    const made = createKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(open(readKeyRing(file), seal(made, secret, place), place).reveal()).toBe(secret.reveal());
  });

  test("is never written over", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "secret.key");
    createKeyFile(file);
    const before = readFileSync(file);
    expect(() => createKeyFile(file)).toThrow();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("is for its owner only under any umask", () => {
    using folder = temporaryFolder();
    const before = process.umask(0o277);
    try {
      createKeyFile(join(folder.path, "secret.key"));
    } finally {
      process.umask(before);
    }
    expect(statSync(join(folder.path, "secret.key")).mode & 0o777).toBe(0o600);
  });

  const key = Buffer.alloc(32, 7).toString("base64");

  test.each([
    ["two keys", `${key}\n${Buffer.alloc(32, 8).toString("base64")}\n`, 2],
    ["lines that end in CR LF", `${key}\r\n`, 1],
    ["no line break at the end", key, 1],
  ])("may hold %s", (_, text, count) => {
    using folder = temporaryFolder();
    const file = join(folder.path, "secret.key");
    writeFileSync(file, text);
    expect(readKeyRing(file)).toHaveLength(count);
  });

  test.each([
    ["nothing", "", /^The key file .+ \(SECRET_KEY_FILE\) is empty\.$/],
    ["blank lines", "\n\n", /^The key file .+ \(SECRET_KEY_FILE\) is empty\.$/],
    [
      "a short key",
      `${Buffer.alloc(16).toString("base64")}\n`,
      /^Line 1 of the key file .+ \(SECRET_KEY_FILE\) is not a 32-byte key in base64\.$/,
    ],
    [
      "something else",
      `${key}\nhunter2\n`,
      /^Line 2 of the key file .+ \(SECRET_KEY_FILE\) is not a 32-byte key in base64\.$/,
    ],
  ])("with %s is refused by line, without its content", (_, text, message) => {
    using folder = temporaryFolder();
    const file = join(folder.path, "secret.key");
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    expect(() => readKeyRing(file)).toThrow(message);
    expect(() => readKeyRing(file)).toThrow(/^(?!.*hunter2)/);
  });
});

describe("a derived key", () => {
  test("is the same each time, and another for another purpose or ring", () => {
    expect(deriveKey(ring, "session cookies")).toBe(deriveKey(ring, "session cookies"));
    expect(deriveKey(ring, "session cookies")).not.toBe(deriveKey(ring, "something else"));
    expect(deriveKey(ring, "session cookies")).not.toBe(deriveKey(newRing(), "session cookies"));
  });

  test("has 32 bytes", () => {
    expect(Buffer.from(deriveKey(ring, "session cookies"), "base64url")).toHaveLength(32);
  });
});
