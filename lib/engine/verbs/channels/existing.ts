import type { Db } from "#db/client.ts";
import { channelNamed } from "#db/queries/channels.ts";
import { AppError } from "#lib/domain/errors.ts";

/** The channel, or AppError `not_found`. */
export function existing<Row>(row: Row | undefined): Row {
  if (row !== undefined) return row;
  throw new AppError("not_found", "There is no such channel: it may have been deleted.");
}

/** Names are unique without regard to case. Throws AppError `invalid` at `name`. */
export function refuseTakenName(db: Db, name: string, exceptId?: string): void {
  const other = channelNamed(db, name);
  if (other === undefined || other.id === exceptId) return;
  const message = `A channel is already named "${other.name}": choose another name.`;
  throw new AppError("invalid", message, [{ path: "name", message }]);
}
