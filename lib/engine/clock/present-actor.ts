import type { Db } from "#db/client.ts";
import { apiKeyById } from "#db/queries/api-keys.ts";
import type { JobRow } from "#db/queries/jobs.ts";
import { userById } from "#db/queries/users.ts";
import type { Actor } from "#lib/domain/people/actor.ts";

/** Who started the job, with their present rights; null if the user or key no longer exists or is disabled. */
export function presentActor(db: Db, { actorKind, actorId }: JobRow): Actor | null {
  if (actorKind === "user") {
    const user = userById(db, actorId);
    return user === undefined ? null : { kind: "user", ...user };
  }
  const key = apiKeyById(db, actorId);
  return key === undefined ? null : { kind: "api_key", ...key };
}
