/** What `/login?next=` keeps at most, in bytes. */
export const LONGEST_PATH = 2_048;

const ORIGIN = "http://localhost";

/**
 * A path of this site to go to; the start page in place of anything else. It is judged as it resolves, the way a
 * browser will read it: `/.//evil.com` begins like a path of ours, and resolves to `//evil.com`, another host.
 */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > LONGEST_PATH || !wanted.startsWith("/")) return "/";
  const url = URL.parse(wanted, ORIGIN);
  if (url === null || url.origin !== ORIGIN) return "/";
  const resolved = url.pathname + url.search;
  return resolved.length <= LONGEST_PATH && /^\/(?![/\\])/.test(resolved) ? resolved : "/";
}
