import { eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isActive } from "#db/queries/api-keys.ts";
import { apiKeys, channels, mutes, rules, sources, users } from "#db/schema/index.ts";
import { CEILINGS, type Countable } from "#lib/domain/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";

/**
 * Throws AppError `conflict`, which names the limit, if the installation already has the maximum of these.
 */
export function refuseOneMore({ db, now }: { db: Db; now: number }, what: Countable): void {
  const limit = CEILINGS[what];
  if (count(db, what, now) < limit) return;
  const most = limit.toLocaleString("en");
  throw new AppError(
    "conflict",
    `There are ${most} ${what}, which is the limit: ${WAYS[what] ?? "delete"} one that is not needed.`,
  );
}

/** The same for a change that made several: throws if there are more than the maximum by now. */
export function refuseTooMany({ db, now }: { db: Db; now: number }, what: Countable): void {
  const limit = CEILINGS[what];
  const there = count(db, what, now);
  if (there <= limit) return;
  const [many, most] = [there, limit].map((number) => number.toLocaleString("en"));
  throw new AppError("conflict", `There would be ${many} ${what}, and the limit is ${most}: leave some out.`);
}

const WAYS: Partial<Record<Countable, string>> = { "API keys": "revoke", mutes: "end" };

/** `now` is in ms. */
function count(db: Db, what: Countable, now: number): number {
  const rows = { n: sql<number>`count(*)` };
  const counted = {
    channels: () => db.select(rows).from(channels).where(isNull(channels.deletedAt)),
    rules: () => db.select(rows).from(rules),
    // The settings of a sender's type are no further source.
    sources: () => db.select(rows).from(sources).where(eq(sources.type, "json")),
    mutes: () => db.select(rows).from(mutes).where(gt(mutes.until, now)),
    users: () => db.select(rows).from(users),
    "API keys": () => db.select(rows).from(apiKeys).where(isActive(now)),
  };
  return counted[what]().get()?.n ?? 0;
}
