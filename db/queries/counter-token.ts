import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Db, prepared } from "#db/client.ts";
import { installationFact } from "./installation.ts";

/**
 * Counters of the database leave the process as one token, `epoch.counter.….signature`. This reveals tokens
 * that were never given out, and tokens from before a restore, whose counters now point to other rows.
 */
const SHAPE = /^[0-9a-f]{8}(?:\.[0-9a-z]{1,11})+\.[\w-]{16}$/;

/** A random value that a migration makes and each restore changes. It signs, so it must stay secret. */
const EPOCH = "epoch";

/** Makes a token. `about` is what it is good for, such as a list and its filter: it is refused elsewhere. */
export function counterToken(db: Db, about: unknown, counters: readonly number[]): string {
  const { name, key } = epochOf(db);
  return [name, ...counters.map(written), signature(key, about, counters)].join(".");
}

/** The counters of a token, or why there are none: it was never given out, or it is from before a restore. */
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

/** A restore replaces the file while no process has it open, so each connection reads this once. */
const epochOf = prepared((db) => {
  const key = installationFact(db, EPOCH);
  if (key === undefined) throw new Error("The database has no epoch: its migrations have not run.");
  return { name: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
});
