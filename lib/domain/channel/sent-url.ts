/** `{{Name}}`: where a sensitive value stands in a URL as it is shown. */
export const PLACEHOLDER = /\{\{([A-Za-z0-9_-]{1,50})\}\}/g;

/** Scheme and authority; then path and query, where alone values and placeholders may stand. */
export function splitUrl(url: string): { origin: string; rest: string } {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\\]*/.exec(url)?.[0] ?? "";
  return { origin, rest: url.slice(origin.length) };
}

/** The real URL: every placeholder replaced by its value. Values hold no braces, so one pass is enough. */
export function fillIn(masked: string, values: ReadonlyMap<string, string>): string {
  return masked.replaceAll(PLACEHOLDER, (placeholder, name: string) => values.get(name) ?? placeholder);
}

/** The names of the placeholders that stand in a masked URL. */
export const placeholdersOf = (masked: string): Set<string> =>
  new Set([...masked.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));

/**
 * A masked URL as it will be sent: host, dot segments and percent-encoding as the WHATWG URL parser writes
 * them, placeholders as they are. Null where it is no URL.
 * @example asSent("HTTPS://Example.com/a/../é/{{TOKEN}}") === "https://example.com/%C3%A9/{{TOKEN}}"
 */
export function asSent(masked: string): string | null {
  const mark = markFor(masked);
  const url = URL.parse(masked.replaceAll(PLACEHOLDER, `${mark}o$1${mark}c`));
  if (url === null) return null;
  const marked = new RegExp(`${mark}o([A-Za-z0-9_-]{1,50}?)${mark}c`, "g");
  return url.origin + (url.pathname + url.search).replaceAll(marked, "{{$1}}");
}

/** Letters and digits pass through the URL parser as they are; it has one "t", so it can't overlap itself. */
function markFor(masked: string): string {
  const text = masked.toLowerCase();
  let number = 0;
  while (text.includes(`tocsin${number}`)) number++;
  return `tocsin${number}`;
}

/** Whether both, filled in, are the same request to the same place. */
export function areSentAlike(a: string, b: string, values: ReadonlyMap<string, string>): boolean {
  const [one, other] = [onTheWire(fillIn(a, values)), onTheWire(fillIn(b, values))];
  return one !== null && one === other;
}

/** Origin, path and query as a request has them: an empty query is none. */
function onTheWire(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && parsed.origin + parsed.pathname + parsed.search;
}
