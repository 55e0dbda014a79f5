import type { Filter, FindOptions } from "#components/list/filter.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ACTOR_KIND_WORDS, type AuditFilter, type AuditRange } from "#lib/domain/people/audit-list.ts";
import { ACTION_WORDS } from "#lib/domain/people/audit-words.ts";
import { actorFilter, type NamedActor } from "./actor-filter.ts";

type Props = {
  filter: AuditFilter;
  /** All who ever did something. */
  actors: readonly NamedActor[];
  /** The thing that the log is filtered by. */
  thing: { name: string } | null;
  findActors: FindOptions;
  findThings: FindOptions;
};

/** The filters of the audit log. Their names in the address bar are those of REST. */
export function AuditFilters({
  filter: { actorId, targetId },
  actors,
  thing,
  findActors,
  findThings,
}: Props) {
  return (
    <ListFilters
      filters={[
        actorFilter(actors, actorId, findActors),
        { param: "action", label: "What", options: optionsOf(ACTION_WORDS) },
        {
          param: "target_id",
          label: "Thing",
          options: targetId === undefined ? [] : [{ value: targetId, label: thing?.name ?? targetId }],
          find: findThings,
        },
        { param: "range", label: "When", options: optionsOf(RANGE_WORDS), time: true },
        {
          param: "actor_kind",
          label: "Kind of actor",
          allLabel: "Any kind",
          options: optionsOf(ACTOR_KIND_WORDS),
        },
      ]}
    />
  );
}

const RANGE_WORDS: Record<AuditRange, string> = {
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

const optionsOf = (words: Record<string, string>): Filter["options"] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
