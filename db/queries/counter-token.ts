import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Db, prepared } from "#db/client.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

/**
 * Counters of the database leave the process as one token, `epoch.counter.….signature`. It shows whether
 * Tocsin made it, and whether before a restore, after which the counters mean other rows.
 */
const SHAPE = /^[0-9a-f]{8}(?:\.[0-9a-z]{1,11})+\.[\w-]{16}$/;

/**
 * A random value that a migration makes and each restore changes. It is the signing key, so it stays secret.
 */
const EPOCH = "epoch";

/** Makes all tokens given so far those of another epoch. A connection that has read a token keeps the old one. */
export function beginEpoch(db: Db): void {
  setInstallationFact(db, EPOCH, randomBytes(32).toString("hex"));
}

/** The token is only valid for `about`, such as a list and its filter. */
export function counterToken(db: Db, about: unknown, counters: readonly number[]): string {
  const { name, key } = epochOf(db);
  return [name, ...counters.map(written), signature(key, about, counters)].join(".");
}

/** The counters of a token, or why it is refused: Tocsin never gave it, or it is from before a restore. */
export function readCounterToken(
  db: Db,
  about: unknown,
  token: string,
): number[] | "never_given" | "other_epoch" {
  if (!SHAPE.test(token)) return "never_given";
  const { name, key } = epochOf(db);
  const [epoch, ...rest] = token.split(".");
  if (epoch !== name) return "other_epoch";
  const signed = rest.pop() ?? "";
  const counters = rest.map((text) => Number.parseInt(text, 36));
  const genuine = timingSafeEqual(Buffer.from(signed), Buffer.from(signature(key, about, counters)));
  return genuine && rest.every((text, index) => text === written(counters[index] ?? 0))
    ? counters
    : "never_given";
}

const written = (counter: number): string => counter.toString(36);

const signature = (key: string, about: unknown, counters: readonly number[]): string =>
  createHmac("sha256", key)
    .update(JSON.stringify([about, ...counters]))
    .digest("base64url")
    .slice(0, 16);

/** Read once per connection: a restore replaces the file only while no process has it open. */
const epochOf = prepared((db) => {
  const key = installationFact(db, EPOCH);
  if (key === undefined) throw new Error("The database has no epoch: its migrations have not run.");
  return { name: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
});
