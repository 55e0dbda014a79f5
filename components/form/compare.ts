/**
 * How one setting is compared, shown and copied: `of` gives the value to compare, `inWords` a text without
 * secrets, and `put` gives `into` with the setting of `from`.
 */
export type ComparedField<Values> = {
  name: string;
  label: string;
  of: (values: Values) => unknown;
  inWords: (values: Values) => string;
  put: (into: Values, from: Values) => Values;
};

/** Describes a setting that is a member of the values. */
export const memberField = <Values>(
  name: keyof Values & string,
  label: string,
  inWords: (values: Values) => string,
): ComparedField<Values> => ({
  name,
  label,
  of: (values) => values[name],
  inWords,
  put: (into, from) => ({ ...into, [name]: from[name] }),
});

/** A setting that both people changed, to different values. */
export type Contested = { name: string; label: string; theirs: string; mine: string };

export type Comparison = {
  contested: Contested[];
  /** The names of the settings that only I changed. */
  mine: string[];
  /** The labels of the settings that only they changed. */
  theirs: string[];
};

type Versions<Values> = { base: Values; theirs: Values; mine: Values };

/**
 * Compares two people's changes to the same settings, field by field. If both made the same change, it is no
 * difference. Example: base `{ name: "A" }`, theirs `{ name: "B" }`, mine `{ name: "C" }` → contested `name`,
 * "B" and "C".
 */
export function compare<Values>(
  fields: readonly ComparedField<Values>[],
  versions: Versions<Values>,
): Comparison {
  const comparison: Comparison = { contested: [], mine: [], theirs: [] };
  for (const { name, label, of, inWords } of fields) {
    const [base, theirs, mine] = [of(versions.base), of(versions.theirs), of(versions.mine)];
    if (isSame(theirs, mine)) continue;
    if (isSame(mine, base)) comparison.theirs.push(label);
    else if (isSame(theirs, base)) comparison.mine.push(name);
    else comparison.contested.push({ name, label, ...bothInWords(inWords, versions) });
  }
  return comparison;
}

/**
 * Their version with my changes on top: of a setting that both changed, mine. Changes neither version.
 * Example: base `{ name: "A", url: "u" }`, theirs `{ name: "B", url: "u" }`, mine `{ name: "A", url: "v" }`
 * → `{ name: "B", url: "v" }`
 */
export function merge<Values>(fields: readonly ComparedField<Values>[], versions: Versions<Values>): Values {
  const { contested, mine } = compare(fields, versions);
  const names = [...mine, ...contested.map(({ name }) => name)];
  return copy(fields, names, { into: versions.theirs, from: versions.mine });
}

/** `into` with the named settings of `from`. Changes neither. */
export function copy<Values>(
  fields: readonly ComparedField<Values>[],
  names: readonly string[],
  { into, from }: { into: Values; from: Values },
): Values {
  // From the last: a card that is added goes to the front, so cards keep their order.
  return fields
    .filter(({ name }) => names.includes(name))
    .reduceRight((values, { put }) => put(values, from), into);
}

/** Equal words mean that the difference is in a hidden part: a secret. */
function bothInWords<Values>(inWords: (values: Values) => string, { theirs, mine }: Versions<Values>) {
  const words = { theirs: inWords(theirs), mine: inWords(mine) };
  return words.theirs === words.mine ? { ...words, mine: `${words.mine} (changed)` } : words;
}

/**
 * Whether two values are deeply equal. The order of members does not matter; an undefined member equals a
 * missing one.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== b.length) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
