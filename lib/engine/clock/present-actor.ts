import type { Db } from "#db/client.ts";
import { activeKeyById } from "#db/queries/api-keys.ts";
import type { JobRow } from "#db/queries/jobs.ts";
import { userById } from "#db/queries/users.ts";
import type { Actor } from "#lib/domain/people/actor.ts";

/**
 * Who started the job, with their present rights; null if the user or key no longer exists, the user is
 * disabled, or the key has expired at `now`, ms since 1970.
 */
export function presentActor(
  { db, now }: { db: Db; now: number },
  { actorKind, actorId }: JobRow,
): Actor | null {
  if (actorKind === "user") {
    const user = userById(db, actorId);
    return user === undefined ? null : { kind: "user", ...user };
  }
  const key = activeKeyById(db, actorId, now);
  return key === undefined ? null : { kind: "api_key", ...key };
}
