/** The longest path that `/login?next=` keeps, in bytes. */
export const LONGEST_PATH = 2_048;

const ORIGIN = "http://localhost";

/**
 * The path to go to after sign-in, or the start page if `wanted` is not a path of this site. It is judged in
 * the form to which a browser resolves it: `/.//evil.com` looks like a local path, but resolves to
 * `//evil.com`, which is another host.
 */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > LONGEST_PATH || !wanted.startsWith("/")) return "/";
  const url = URL.parse(wanted, ORIGIN);
  if (url === null || url.origin !== ORIGIN) return "/";
  const resolved = url.pathname + url.search;
  return resolved.length <= LONGEST_PATH && /^\/(?![/\\])/.test(resolved) ? resolved : "/";
}
