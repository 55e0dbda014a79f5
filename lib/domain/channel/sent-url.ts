import { PLACEHOLDER } from "#lib/domain/placeholder.ts";

/**
 * Splits off scheme and authority from path and query. Only path and query may hold values and placeholders.
 */
export function splitUrl(url: string): { origin: string; rest: string } {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\\]*/.exec(url)?.[0] ?? "";
  return { origin, rest: url.slice(origin.length) };
}

/**
 * The real URL: each placeholder replaced by its value. One pass is enough, because values hold no braces.
 * @example fillIn("https://a/{{T}}", new Map([["T", "s3cret"]])) === "https://a/s3cret"
 */
export function fillIn(masked: string, values: ReadonlyMap<string, string>): string {
  return masked.replaceAll(PLACEHOLDER, (placeholder, name: string) => values.get(name) ?? placeholder);
}

/**
 * A masked URL as it will be sent: the WHATWG URL parser spells host, dot segments and percent-encoding;
 * placeholders stay. Null if it is no URL.
 * @example asSent("HTTPS://Example.com/a/../é/{{TOKEN}}") === "https://example.com/%C3%A9/{{TOKEN}}"
 */
export function asSent(masked: string): string | null {
  const mark = markFor(masked);
  const url = URL.parse(masked.replaceAll(PLACEHOLDER, `${mark}o$1${mark}c`));
  if (url === null) return null;
  const marked = new RegExp(`${mark}o([A-Za-z0-9_-]{1,50}?)${mark}c`, "g");
  return url.origin + (url.pathname + url.search).replaceAll(marked, "{{$1}}");
}

/**
 * A text that the URL doesn't hold. The URL parser keeps letters and digits, and the single "t" prevents
 * overlaps.
 */
function markFor(masked: string): string {
  const text = masked.toLowerCase();
  let number = 0;
  while (text.includes(`tocsin${number}`)) number++;
  return `tocsin${number}`;
}

/** Whether both, filled in, send the same request to the same place. */
export function areSentAlike(a: string, b: string, values: ReadonlyMap<string, string>): boolean {
  const [one, other] = [onTheWire(fillIn(a, values)), onTheWire(fillIn(b, values))];
  return one !== null && one === other;
}

/** Origin, path and query as a request carries them: an empty query is dropped. */
function onTheWire(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && parsed.origin + parsed.pathname + parsed.search;
}
