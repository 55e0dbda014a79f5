import { PROFILE } from "#components/paths.ts";
import { entriesFor, NAVIGATION, type NavigationSection } from "./navigation.ts";

/** A page of the console. `note` names the entries above it: "Settings, Notification Channels". */
export type ConsolePage = { title: string; href: string; note: string };

/** Every page in the navigation of a user of this role, in its order, and the one in the user menu. */
export const consolePages = (role: string): readonly ConsolePage[] => [
  ...NAVIGATION.flatMap(({ entries, ...section }) =>
    pagesOf({ ...section, entries: entriesFor(entries, role) }),
  ),
  { title: "Profile", href: PROFILE, note: "" },
];

function pagesOf({ label: section = "", href, entries }: NavigationSection): ConsolePage[] {
  const own = href === undefined ? [] : [{ title: section, href, note: "" }];
  const below = entries.flatMap(({ label, href: at, links = [] }) => [
    { title: label, href: at, note: section },
    ...links.map((link) => ({ title: link.label, href: link.href, note: `${section}, ${label}` })),
  ]);
  return [...own, ...below];
}
