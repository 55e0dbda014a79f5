import { PROFILE, PROFILE_SECURITY } from "#components/paths.ts";
import { isWithin, NAVIGATION } from "./navigation.ts";

/** One step of the breadcrumb. It has no `href` if it is a heading of the navigation or the current page. */
export type Crumb = { label: string; href?: string | undefined };

/** The steps to a page: those of the navigation, then the page's own title (null until it is known). */
export function trailOf(path: string, title: string | null): Crumb[] {
  const steps = stepsTo(path);
  const isOwnPage = steps.at(-1)?.href === path;
  const own = isOwnPage || title === null ? [] : [{ label: title }];
  // The current page is no link.
  return [...steps.map(({ label, href }) => (href === path ? { label } : { label, href })), ...own];
}

/** The profile is in the user menu, not in the navigation. */
const PROFILE_STEPS = [
  { label: "Profile", href: PROFILE },
  { label: "Security", href: PROFILE_SECURITY },
];

function stepsTo(path: string): Crumb[] {
  if (isWithin(path, PROFILE)) return PROFILE_STEPS.filter(({ href }) => isWithin(path, href));
  for (const { label, href, entries } of NAVIGATION) {
    const above = label === undefined ? [] : [{ label, href }];
    const entry = entries.find((one) => isWithin(path, one.href));
    const link = entry?.links?.find((one) => isWithin(path, one.href));
    if (entry !== undefined) return [...above, entry, ...(link === undefined ? [] : [link])];
    if (href !== undefined && isWithin(path, href)) return above;
  }
  return [];
}
