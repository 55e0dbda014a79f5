import { eq, isNotNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  caughtBodies,
  channelSecrets,
  channels,
  recoveryCodes,
  secondFactors,
  snsSubscriptions,
  sourceSecrets,
  sources,
  users,
} from "#db/schema/index.ts";

/** What lost its secrets: the names of each channel's, and who and what is named. */
export type LostSecrets = { channels: Map<string, string[]>; sources: string[]; users: string[] };

/**
 * Deletes everything that is sealed, and what is worth nothing without it. Returns whose it was: sources by
 * name, users by email.
 */
export function deleteSealed(db: Db): LostSecrets {
  const names = db
    .select({ id: channelSecrets.channelId, name: channelSecrets.name })
    .from(channelSecrets)
    .all();
  const lost = {
    channels: new Map(
      [...Map.groupBy(names, ({ id }) => id)].map(([id, of]) => [id, of.map(({ name }) => name)]),
    ),
    sources: db
      .selectDistinct({ name: sources.name })
      .from(sourceSecrets)
      .innerJoin(sources, eq(sources.id, sourceSecrets.sourceId))
      .all()
      .map(({ name }) => name),
    users: db
      .select({ email: users.email })
      .from(secondFactors)
      .innerJoin(users, eq(users.id, secondFactors.userId))
      .all()
      .map(({ email }) => email),
  };
  for (const table of [channelSecrets, sourceSecrets, caughtBodies, secondFactors, recoveryCodes])
    db.delete(table).run();
  db.delete(snsSubscriptions).where(isNotNull(snsSubscriptions.sealedUrl)).run();
  return lost;
}

/** Disables a channel, also one that was disabled for another reason. */
export function disableWithout(db: Db, id: string, disabledReason: string): void {
  db.update(channels).set({ enabled: false, disabledReason }).where(eq(channels.id, id)).run();
}
