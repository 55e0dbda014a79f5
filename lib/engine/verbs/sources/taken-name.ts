import type { Db } from "#db/client.ts";
import { sourceNamed } from "#db/queries/sources.ts";
import { AppError } from "#lib/domain/errors.ts";
import { isSourceType } from "#lib/domain/source/own/source-view.ts";
import { nameKey } from "#lib/domain/text.ts";

/**
 * Names are unique without regard to case, and no source is called as a sender's type. Throws AppError
 * `invalid` at `name`.
 */
export function refuseTakenName(db: Db, name: string, exceptId?: string): void {
  const other = sourceNamed(db, name);
  const taken = other !== undefined && other.id !== exceptId;
  if (!taken && !isSourceType(nameKey(name))) return;
  const message = `A source is already named "${other?.name ?? nameKey(name)}": choose another name.`;
  throw new AppError("invalid", message, [{ path: "name", message }]);
}
