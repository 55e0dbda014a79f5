import type { SearchParams } from "#components/list/href.ts";
import { oneOf, readAddress } from "#components/list/read-address.ts";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import {
  ACTOR_KINDS,
  AUDIT_RANGE_NAMES,
  AUDIT_RANGES,
  type AuditFilter,
} from "#lib/domain/people/audit-list.ts";
import { toUtc } from "#lib/domain/timestamp.ts";

export type AuditChoice = {
  filter: AuditFilter;
  cursor: string | undefined;
  /** What the address asks for and the log does not know: `action "rules.shout"`. */
  ignored: string[];
};

/**
 * The log's filters and position from the address bar, at `now` (ms since 1970). The names are those of REST;
 * `range` is the time before now. Ignores invalid values; the list itself checks the cursor.
 */
export function auditChoice(params: SearchParams, now: number): AuditChoice {
  const { read, ignored } = readAddress(params);
  const range = read("range", oneOf(AUDIT_RANGE_NAMES));
  const filter = {
    action: read("action", oneOf(AUDIT_ACTIONS)),
    actorId: read("actor_id", String),
    actorKind: read("actor_kind", oneOf(ACTOR_KINDS)),
    targetId: read("target_id", String),
    since: read("since", timeOf) ?? (range && now - AUDIT_RANGES[range]),
    until: read("until", timeOf),
  };
  return { filter, cursor: read("cursor", String), ignored };
}

function timeOf(text: string): number | undefined {
  const utc = toUtc(text);
  return utc === null ? undefined : Date.parse(utc);
}

/** The filter as a query, by the names of REST. */
export const auditQuery = ({ action, actorId, actorKind, targetId, since, until }: AuditFilter) => ({
  action,
  actor_id: actorId,
  actor_kind: actorKind,
  target_id: targetId,
  since: timeText(since),
  until: timeText(until),
});

const timeText = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
