const MORE = "…";
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * How an answer differs from what a page shows: a sentence for each place. In what is shown, "…" stands for any
 * value, "chn_…" for a text that begins so, the member "…" for further members, and a time for any time.
 */
export function looksLike(found: unknown, shown: unknown, at = "the answer"): string[] {
  if (shown === MORE) return [];
  if (typeof shown === "string") return textLike(found, shown) ? [] : [differs(at, found, shown)];
  if (Array.isArray(shown)) return listLike(found, shown, at);
  if (typeof shown === "object" && shown !== null) return objectLike(found, shown, at);
  return found === shown ? [] : [differs(at, found, shown)];
}

function textLike(found: unknown, shown: string): boolean {
  if (typeof found !== "string") return false;
  if (TIME.test(shown)) return TIME.test(found);
  const [start = "", ...rest] = shown.split(MORE);
  return rest.length === 0 ? found === shown : found.startsWith(start) && found.endsWith(rest.at(-1) ?? "");
}

/** A list of "…" alone stands for any that is not empty. */
function listLike(found: unknown, shown: unknown[], at: string): string[] {
  if (!Array.isArray(found)) return [differs(at, found, shown)];
  if (shown.length === 1 && shown[0] === MORE) return found.length > 0 ? [] : [`${at} is empty`];
  if (found.length !== shown.length) return [differs(at, found, shown)];
  return shown.flatMap((one, index) => looksLike(found[index], one, `${at}[${index}]`));
}

function objectLike(found: unknown, shown: object, at: string): string[] {
  if (typeof found !== "object" || found === null) return [differs(at, found, shown)];
  const { [MORE]: more, ...members } = shown as Record<string, unknown>;
  const values = found as Record<string, unknown>;
  const unknown = more === undefined ? Object.keys(values).filter((key) => !(key in members)) : [];
  return [
    ...unknown.map((key) => `${at} also has ${key}`),
    ...Object.entries(members).flatMap(([key, value]) => looksLike(values[key], value, `${at}.${key}`)),
  ];
}

const differs = (at: string, found: unknown, shown: unknown): string =>
  `${at} is ${JSON.stringify(found)}, and the page shows ${JSON.stringify(shown)}`;
