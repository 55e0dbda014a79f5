import { isDeepStrictEqual } from "node:util";
import { sealedSourceSecret, sourceSecretPlace } from "#db/queries/senders.ts";
import { findSource, storedSources } from "#db/queries/sources.ts";
import type { EnteredSecrets } from "#lib/domain/config/compare.ts";
import type { SourceEntry } from "#lib/domain/config/document.ts";
import { pairByKey } from "#lib/domain/config/pair.ts";
import { isUsual, sourceEntryOf } from "#lib/domain/config/source-entry.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import {
  newSourceSchema,
  type SourceChanges,
  sourceChangesSchema,
} from "#lib/domain/source/own/source-schema.ts";
import { isSourceType, type SourceView, usualSource } from "#lib/domain/source/own/source-view.ts";
import { SOURCE_TYPES, type SourceType } from "#lib/domain/source/source.ts";
import { nameKey } from "#lib/domain/text.ts";
import { storeNewSource } from "#lib/engine/verbs/sources/create.ts";
import { removeSource } from "#lib/engine/verbs/sources/delete.ts";
import { refuseForeignMembers, storeSourceChange } from "#lib/engine/verbs/sources/update.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import { placeOf, type Refusals, refuseAt } from "./refusals.ts";
import { onlyOnce, type Preparing, type Work } from "./section.ts";

/** A source as its entry describes it. A type's members that are left out are as usual. */
type Read = { place: string; key: string; type: SourceType | "json"; name: string; members: SourceChanges };

type PreparedSources = { works: Work[]; entered: EnteredSecrets[] };

/** Reads and checks the section. Removals come first, so that the limit counts what will be. */
export function prepareSources(
  { context, actor, refusals }: Preparing,
  entries: readonly unknown[] | undefined,
): PreparedSources {
  if (entries === undefined) return { works: [], entered: [] };
  const read = onlyOnce(
    refusals,
    entries.map((entry, index) => readEntry(context, refusals, entry, index)),
    "name",
  );
  const { pairs, left } = pairByKey(storedSources(context.db), read, {
    keyOfStored: keyOf,
    keyOfWanted: ({ key }) => key,
    isSame: () => false,
  });
  const change = (place: string, id: string, given: SourceChanges): Work => ({
    place,
    store: (tx) => storeSourceChange(context, tx, actor, { id, given }),
  });
  const removals = left
    .filter((source) => !isUsual(source))
    .map(({ id, type, name }): Work => {
      const place = `sources (${name})`;
      if (isSourceType(type)) return change(place, id, membersOf(sourceEntryOf(usualSource(type))));
      return { place, store: (tx) => removeSource(tx, actor, id) };
    });
  const makes = pairs.flatMap(({ stored, wanted }): Work[] => {
    const { place, type, name, members } = wanted;
    if (type !== "json") {
      const before = existing("source", findSource(context.db, type));
      return hasMembers(before, members) ? [] : [change(place, type, members)];
    }
    if (stored !== undefined) return hasMembers(stored, members) ? [] : [change(place, stored.id, members)];
    const source = parseOrRefuse(newSourceSchema, { type, name, ...members });
    return [{ place, store: (tx) => storeNewSource(tx, actor, source) }];
  });
  const entered = read.flatMap(({ type, name, members }): EnteredSecrets[] => {
    const isNew = typeof members.secret === "string" && findSource(context.db, type)?.secretSaved;
    return isNew ? [{ section: "sources", name, secrets: [{ path: "secret", wasSaved: true }] }] : [];
  });
  return { works: [...removals, ...makes], entered };
}

function readEntry(
  context: VerbContext,
  refusals: Refusals,
  entry: unknown,
  index: number,
): Read | undefined {
  const { type = "json", name, ...given } = objectOf(entry);
  const place = placeOf("sources", index, type === "json" ? name : type);
  return refusals.at(place, () => {
    if (type === "json") {
      const { type: _, ...members } = parseOrRefuse(newSourceSchema, entry);
      return { place, key: keyOf({ type, name: members.name }), type, name: members.name, members };
    }
    if (typeof type !== "string" || !isSourceType(type)) return refuseAt("type", NO_TYPE);
    if (name !== undefined) return refuseAt("name", `The type ${type} has no name of its own: leave it out.`);
    return { place, key: type, type, name: type, members: membersOfType(context, type, given) };
  });
}

const objectOf = (entry: unknown): Record<string, unknown> =>
  typeof entry === "object" && entry !== null ? { ...entry } : {};

const NO_TYPE = `A type is json, for a source of one's own, or one of ${SOURCE_TYPES.join(", ")}.`;

/** A source of one's own may not be called like a type, and is told from it until it is refused for that. */
const keyOf = ({ type, name }: { type: string; name: string }): string =>
  type === "json" ? `json ${nameKey(name)}` : type;

const changesSchema = sourceChangesSchema.omit({ version: true, name: true });

/** All members of a sender's type: those left out are as usual. Throws AppError `invalid`. */
function membersOfType(context: VerbContext, type: SourceType, given: unknown): SourceChanges {
  const usual = usualSource(type);
  const changes = parseOrRefuse(changesSchema, given);
  refuseForeignMembers(usual, changes);
  const members = { ...membersOf(sourceEntryOf(usual)), ...changes };
  return "secret" in changes ? { ...members, secret: secretOf(context, type, changes.secret) } : members;
}

/** `saved` in place of a secret that is saved already with just this value. Throws AppError where none is. */
function secretOf(
  context: VerbContext,
  id: string,
  secret: SourceChanges["secret"],
): SourceChanges["secret"] {
  const sealed = sealedSourceSecret(context.db, id);
  if (typeof secret === "object" && secret !== null && sealed === undefined)
    return refuseAt("secret", "Nothing is saved here: enter the secret.");
  if (typeof secret !== "string" || sealed === undefined) return secret;
  try {
    return context.open(sealed, sourceSecretPlace(id)).reveal() === secret ? { saved: true } : secret;
  } catch {
    // A damaged secret is mended by entering it again.
    return secret;
  }
}

const membersOf = ({ type: _, ...members }: SourceEntry): SourceChanges => members;

const hasMembers = (before: SourceView, members: SourceChanges): boolean =>
  isDeepStrictEqual(membersOf(sourceEntryOf(before)), members);
