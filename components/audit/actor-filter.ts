import { type Filter, type FindOptions, type FoundOptions, OFFERED_MAX } from "#components/list/filter.ts";
import type { ActorKind } from "#lib/domain/people/audit-list.ts";
import { actorInWords } from "#lib/domain/people/audit-words.ts";

export type NamedActor = { id: string; name: string; kind: ActorKind };

/** A filter by user or API key. Somebody who did nothing yet stays chosen, without a name. */
export function actorFilter(
  actors: readonly NamedActor[],
  chosen: string | undefined,
  find: FindOptions,
): Filter {
  const many = actors.length > OFFERED_MAX;
  const options = actors.filter(({ id }) => !many || id === chosen).map(toOption);
  const known = chosen === undefined || options.some(({ value }) => value === chosen);
  return {
    param: "actor_id",
    label: "Who",
    options: known ? options : [...options, { value: chosen, label: chosen }],
    find: many ? find : undefined,
  };
}

/** The first of those whose name contains the typed text, ignoring case. */
export function actorsFound(actors: readonly NamedActor[], typed: string): FoundOptions {
  const wanted = typed.trim().toLowerCase();
  const found = actors.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { options: found.slice(0, OFFERED_MAX).map(toOption), more: found.length > OFFERED_MAX };
}

const toOption = ({ id, name, kind }: NamedActor) => ({ value: id, label: actorInWords(kind, name) });
