import { isWithin, NAVIGATION, type NavigationLink } from "./navigation.ts";

/** One step of the breadcrumb; without `href` it is a heading of the navigation, or the page itself. */
export type Crumb = { label: string; href?: string };

/** The steps to a page: from the navigation, and below it the page's own title (null while it is not known yet). */
export function trailOf(path: string, title: string | null): Crumb[] {
  const own = title === null ? [] : [{ label: title }];
  for (const section of NAVIGATION) {
    const above = section.label ? [{ label: section.label }] : [];
    for (const entry of section.entries) {
      const links = "links" in entry ? entry.links : [entry];
      const link = links.find(({ href }) => isWithin(path, href));
      if (!link) continue;
      const folder = "links" in entry ? [{ label: entry.label }] : [];
      return [...above, ...folder, ...lastSteps(link, path, own)];
    }
  }
  return own;
}

function lastSteps(link: NavigationLink, path: string, own: Crumb[]): Crumb[] {
  if (path === link.href) return [{ label: link.label }];
  return [{ label: link.label, href: link.href }, ...own];
}
