import { asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels, rules, sources, users } from "#db/schema/index.ts";
import { readAccessRequests } from "./access-requests.ts";
import { live } from "./channels.ts";

/** What counts every change of the configuration, also that of a secret: the ids and versions of all its things. */
export const readVersions = (db: Db) => ({
  channels: db
    .select({ id: channels.id, version: channels.version })
    .from(channels)
    .where(live)
    .orderBy(asc(channels.id))
    .all(),
  rules: db.select({ id: rules.id, version: rules.version }).from(rules).orderBy(asc(rules.id)).all(),
  sources: db
    .select({ id: sources.id, version: sources.version })
    .from(sources)
    .orderBy(asc(sources.id))
    .all(),
  users: db.select({ id: users.id }).from(users).orderBy(asc(users.id)).all(),
  accessRequests: readAccessRequests(db).version,
});
