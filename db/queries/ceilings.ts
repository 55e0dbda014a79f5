import { isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys, channels, rules, users } from "#db/schema/index.ts";
import { CEILINGS, type Countable } from "#lib/domain/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";

/**
 * Throws AppError `conflict`, which names the limit, if the installation already has the maximum of these.
 */
export function refuseOneMore(db: Db, what: Countable): void {
  const limit = CEILINGS[what];
  if (count(db, what) < limit) return;
  const most = limit.toLocaleString("en");
  const way = what === "API keys" ? "revoke" : "delete";
  throw new AppError(
    "conflict",
    `There are ${most} ${what}, which is the limit: ${way} one that is not needed.`,
  );
}

function count(db: Db, what: Countable): number {
  const rows = { n: sql<number>`count(*)` };
  const counted = {
    channels: () => db.select(rows).from(channels).where(isNull(channels.deletedAt)),
    rules: () => db.select(rows).from(rules),
    users: () => db.select(rows).from(users),
    "API keys": () => db.select(rows).from(apiKeys).where(isNull(apiKeys.revokedAt)),
  };
  return counted[what]().get()?.n ?? 0;
}
