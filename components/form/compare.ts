/** How a setting is told apart and shown. `of` is what is compared; `inWords` holds no secret. */
export type ComparedField<Values> = {
  name: string;
  label: string;
  of: (values: Values) => unknown;
  inWords: (values: Values) => string;
};

/** A setting that two people changed to different things. */
export type Contested = { name: string; label: string; theirs: string; mine: string };

export type Comparison = {
  contested: Contested[];
  /** The names of what only I changed. */
  mine: string[];
  /** The labels of what only they changed. */
  theirs: string[];
};

type Versions<Values> = { base: Values; theirs: Values; mine: Values };

/**
 * Compares what two people made of the same settings, field by field. What both changed to the same is no difference.
 * Example: base `{ name: "A" }`, theirs `{ name: "B" }`, mine `{ name: "C" }` → contested `name`, "B" and "C".
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

/** Where the words are the same, what is not shown differs: a secret. */
function bothInWords<Values>(inWords: (values: Values) => string, { theirs, mine }: Versions<Values>) {
  const words = { theirs: inWords(theirs), mine: inWords(mine) };
  return words.theirs === words.mine ? { ...words, mine: `${words.mine} (changed)` } : words;
}

/** Whether two values hold the same, in whatever order their members stand; a member that is undefined is none. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== b.length) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
