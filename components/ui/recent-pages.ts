/** A visited page: its path and its title. */
export type RecentPage = { href: string; title: string };

const KEY = "tocsin-recent-pages";
const KEPT_MAX = 20;

/** The pages visited last in this browser, newest first. Empty if the browser stores nothing. */
export function recentPages(): RecentPage[] {
  try {
    return readPages(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Puts a page first. */
export const rememberPage = (page: RecentPage): void => write([page, ...without(page.href)]);

/** Removes a page that no longer exists. */
export const forgetPage = (href: string): void => write(without(href));

/** Call at sign-out: the next user may be somebody else. */
export function forgetPages(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was stored.
  }
}

const without = (href: string): RecentPage[] => recentPages().filter((page) => page.href !== href);

function write(pages: RecentPage[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(pages.slice(0, KEPT_MAX)));
  } catch {
    // Storage may be disabled or full. Then there are no recent pages.
  }
}

/**
 * Ignores entries of another shape, which another version or an extension may have written. Throws if `kept`
 * is not JSON.
 */
function readPages(kept: string | null): RecentPage[] {
  const pages: unknown = JSON.parse(kept ?? "[]");
  return Array.isArray(pages) ? pages.filter(isPage) : [];
}

const isPage = (page: unknown): page is RecentPage =>
  typeof page === "object" &&
  page !== null &&
  "href" in page &&
  typeof page.href === "string" &&
  /^\/(?![/\\])/.test(page.href) &&
  "title" in page &&
  typeof page.title === "string";
