/** A page that was looked at: its path and what it calls itself. */
export type RecentPage = { href: string; title: string };

const KEY = "tocsin-recent-pages";
const KEPT_MAX = 20;

/** The pages last looked at in this browser, the newest first; none where it keeps nothing. */
export function recentPages(): RecentPage[] {
  try {
    return readPages(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Makes it the newest. */
export const rememberPage = (page: RecentPage): void => write([page, ...without(page.href)]);

/** For a page that shows nothing any more. */
export const forgetPage = (href: string): void => write(without(href));

/** At sign-out: whoever comes next is another. */
export function forgetPages(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Without storage nothing was kept.
  }
}

const without = (href: string): RecentPage[] => recentPages().filter((page) => page.href !== href);

function write(pages: RecentPage[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(pages.slice(0, KEPT_MAX)));
  } catch {
    // Storage may be switched off or full: there are then no recent pages.
  }
}

/** What another version or an extension wrote there counts as nothing. Throws where it is no JSON. */
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
