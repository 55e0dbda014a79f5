import type { Db } from "#db/client.ts";
import { channelNamed } from "#db/queries/channels.ts";
import { AppError } from "#lib/domain/errors.ts";

/** Names are unique without regard to case. Throws AppError `invalid` at `name`. */
export function refuseTakenName(db: Db, name: string, exceptId?: string): void {
  const other = channelNamed(db, name);
  if (other === undefined || other.id === exceptId) return;
  const message = `A channel is already named "${other.name}": choose another name.`;
  throw new AppError("invalid", message, [{ path: "name", message }]);
}
