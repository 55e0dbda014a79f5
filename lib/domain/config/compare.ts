import { formatPath } from "#lib/domain/issues.ts";
import { nameKey } from "#lib/domain/text.ts";
import type { ConfigDocument } from "./document.ts";
import { pairByKey } from "./pair.ts";
import type { ConfigChange, ConfigMember, ConfigSection } from "./plan.ts";
import { asWritten } from "./secret-place.ts";
import { NEW_VALUE } from "./secret-reference.ts";

/** The secrets that a thing got: a configuration shows a saved one as `saved`, whatever it is. */
export type EnteredSecrets = { section: ConfigSection; name: string; secrets: EnteredSecret[] };

/** Where a secret stands in its entry, and whether another value was saved there. */
export type EnteredSecret = { path: string; wasSaved: boolean };

type Entry = Record<string, unknown>;

/** In the order in which they depend on each other. */
const SECTIONS: readonly ConfigSection[] = ["users", "channels", "sources", "rules", "access_requests"];

/** What a thing of each section is known by. */
const NAME_OF: Record<ConfigSection, (entry: Entry) => string> = {
  channels: ({ name }) => String(name),
  rules: ({ name }) => String(name),
  access_requests: ({ channel }) => String(channel),
  sources: ({ type, name }) => String(name ?? type),
  users: ({ email }) => String(email),
};

/** What a new thing of each section is about. */
const TOLD_OF_NEW: Record<ConfigSection, readonly string[]> = {
  channels: ["enabled", "url"],
  rules: ["enabled", "channels"],
  access_requests: ["events"],
  sources: [],
  users: ["name", "role"],
};

/**
 * What changed from one whole configuration to another, section by section: first what is changed or new, then what
 * is gone.
 * E.g. compareConfig({ users: [{ email: "a@b.c", name: "A", role: "viewer" }] }, { users: [] }, []) gives
 * [{ section: "users", act: "delete", name: "a@b.c", members: [] }]
 */
export function compareConfig(
  before: ConfigDocument,
  after: ConfigDocument,
  entered: readonly EnteredSecrets[],
): ConfigChange[] {
  const [written, wanted] = [asWritten(before), asWritten(after)];
  return SECTIONS.flatMap((section) =>
    compareSection(
      section,
      written[section] ?? [],
      wanted[section] ?? [],
      entered.filter((one) => one.section === section),
    ),
  );
}

function compareSection(
  section: ConfigSection,
  before: readonly Entry[],
  after: readonly Entry[],
  entered: readonly EnteredSecrets[],
): ConfigChange[] {
  const nameOf = NAME_OF[section];
  const keyOf = (entry: Entry) => nameKey(nameOf(entry));
  const { pairs, left } = pairByKey(before, after, { keyOfStored: keyOf, keyOfWanted: keyOf, isSame });
  const made = pairs.flatMap(({ stored, wanted }): ConfigChange[] => {
    const name = nameOf(wanted);
    if (stored === undefined) return [{ section, act: "create", name, members: toldOfNew(section, wanted) }];
    const secrets = entered
      .filter((one) => nameKey(one.name) === keyOf(wanted))
      .flatMap(({ secrets }) => secrets);
    const isEntered = ({ path }: ConfigMember) => secrets.some((secret) => secret.path === path);
    const others = differences(stored, wanted, []).filter((member) => !isEntered(member));
    const members = [...others, ...secrets.map(newSecret)];
    return members.length === 0 ? [] : [{ section, act: "change", name, members }];
  });
  const gone = left.map(
    (entry): ConfigChange => ({ section, act: "delete", name: nameOf(entry), members: [] }),
  );
  return [...made, ...gone];
}

const toldOfNew = (section: ConfigSection, entry: Entry): ConfigMember[] =>
  TOLD_OF_NEW[section].map((path) => ({ path, from: null, to: entry[path] ?? null }));

const newSecret = ({ path, wasSaved }: EnteredSecret): ConfigMember => ({
  path,
  from: wasSaved ? "saved" : null,
  to: NEW_VALUE,
});

/** The innermost members that differ. A list of another length counts as one, unless its rows have names. */
function differences(before: unknown, after: unknown, path: readonly PropertyKey[]): ConfigMember[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return members.flatMap((member) => differences(before[member], after[member], [...path, member]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length === after.length && before.every(isObject))
      return before.flatMap((one, index) => differences(one, after[index], [...path, index]));
    if ([...before, ...after].every(hasName)) return rowDifferences(before, after, formatPath(path));
  }
  return [{ path: formatPath(path), from: before ?? null, to: after ?? null }];
}

/** Of the rows of a channel: those that are new or changed, then those that are gone. */
function rowDifferences(before: readonly Entry[], after: readonly Entry[], path: string): ConfigMember[] {
  const keyOf = (row: Entry) => nameKey(rowName(row));
  const { pairs, left } = pairByKey(before, after, { keyOfStored: keyOf, keyOfWanted: keyOf, isSame });
  const pathOf = (row: Entry) => [`${path} (${rowName(row)})`];
  return [
    ...pairs.flatMap(({ stored, wanted }) => differences(stored, wanted, pathOf(wanted))),
    ...left.flatMap((row) => differences(row, undefined, pathOf(row))),
  ];
}

const rowName = ({ name, replacement }: Entry): string => String(name ?? replacement);

const hasName = (row: unknown): row is Entry => isObject(row) && ("name" in row || "replacement" in row);

const isObject = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Both come from one reader, so their members have the same order. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
