import type { ActorKind } from "#lib/domain/people/audit-list.ts";
import { actionInWords, actorInWords } from "#lib/domain/people/audit-words.ts";
import { changeInBrief } from "./change-words.ts";

/** A row of the audit log, as it is stored. */
export type StoredChange = {
  seq: number;
  at: number;
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string;
  address: string | null;
  action: string;
  targetId: string | null;
  targetName: string | null;
  details: Record<string, unknown> | null;
};

/** What a row of the list shows. */
export type ListedChange = {
  seq: number;
  at: number;
  what: string;
  who: string;
  thing: string | null;
  brief: string;
  address: string | null;
};

/** The row in words, with times in `zone` (IANA name), in UTC without one. */
export const listedChange = (row: StoredChange, zone: string | null): ListedChange => ({
  seq: row.seq,
  at: row.at,
  what: actionInWords(row.action),
  who: actorInWords(row.actorKind, row.actorName),
  thing: thingOf(row),
  brief: changeInBrief(row.details, row.targetName, zone),
  address: row.address,
});

/** The thing's name, unless it says no more than who acted: a person who signs in. */
function thingOf({ actorId, targetId, targetName }: StoredChange): string | null {
  return targetId !== null && targetId === actorId ? null : targetName;
}
