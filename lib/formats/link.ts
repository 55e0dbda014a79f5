const LONGEST = 2_048;
/** What ends a link in some markup, or begins a mention. In a host only [ and ] can stand, around an IPv6 address. */
const NOT_IN_LINKS = /[()[\]{}|<>"'`*\\^@]/g;

/**
 * An address that a message may link to, spelled so that no markup ends it early; null if it is none: only http
 * and https, without user name and password, at most 2,048 characters.
 * @example linkTo("https://a.example/x(1)") === "https://a.example/x%281%29"
 */
export function linkTo(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  return linkWithin(url.origin, url.pathname + url.search + url.hash);
}

/** The same for an origin and what follows it in a URL. */
export function linkWithin(origin: string, rest: string): string | null {
  const href = origin + rest.replaceAll(NOT_IN_LINKS, percentEncoded);
  return href.length <= LONGEST ? href : null;
}

const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
