import { alertPath, deliveryPath, rulePath, webhookPath } from "#components/paths.ts";
import type { RecentPage } from "#components/ui/recent-pages.ts";
import type { Found, FoundKind } from "#lib/domain/search/found.ts";
import { ranked } from "#lib/domain/search/rank.ts";

/** An entry of the palette: a page to open. */
export type Entry = { href: string; title: string; note: string };
export type EntryGroup = { label: string; entries: Entry[] };

/** The id of an entry's element, for the field's aria-activedescendant. */
export const optionId = ({ href }: Entry): string => `palette-option-${href}`;

const GROUPS: Record<FoundKind, { label: string; pathOf: (id: string) => string }> = {
  channel: { label: "Channels", pathOf: webhookPath },
  rule: { label: "Rules", pathOf: rulePath },
  alert: { label: "Alerts", pathOf: alertPath },
  delivery: { label: "Deliveries", pathOf: deliveryPath },
};

/** The most recent pages that the palette shows. */
const RECENT_MAX = 8;

/** The sources of entries: `pages` of the navigation, `recent` pages, and the server's `found`. */
export type Choices = { pages: readonly Entry[]; recent: readonly RecentPage[]; found: readonly Found[] };

/**
 * The palette's entries for the typed text, in groups: recent pages, then pages of the console, then search
 * results. An address that occurs twice is shown in its first group only.
 */
export function groupsOf(typed: string, { pages, recent, found }: Choices): EntryGroup[] {
  const lately = recent.map(({ href, title }) => ({ href, title, note: sectionOf(href, pages) }));
  const groups = [
    { label: "Recent", entries: fitting(typed, lately).slice(0, RECENT_MAX) },
    { label: "Pages", entries: fitting(typed, pages) },
    ...Object.entries(GROUPS).map(([kind, { label, pathOf }]) => ({
      label,
      entries: found
        .filter((one) => one.kind === kind)
        .map(({ id, title, note }) => ({ href: pathOf(id), title, note })),
    })),
  ];
  return withoutRepeats(groups).filter(({ entries }) => entries.length > 0);
}

/** The note beside a recent page: "Alerts" for an alert; a page of the navigation keeps its own note. */
function sectionOf(path: string, pages: readonly Entry[]): string {
  const own = pages.find(({ href }) => href === path);
  if (own !== undefined) return own.note;
  const above = pages.filter(({ href }) => path.startsWith(`${href}/`));
  return above.toSorted((a, b) => b.href.length - a.href.length)[0]?.title ?? "";
}

const fitting = (typed: string, entries: readonly Entry[]): Entry[] =>
  typed.trim() === "" ? [...entries] : ranked(typed, entries, ({ title, note }) => [title, note]);

function withoutRepeats(groups: readonly EntryGroup[]): EntryGroup[] {
  const seen = new Set<string>();
  return groups.map(({ label, entries }) => ({
    label,
    entries: entries.filter(({ href }) => !seen.has(href) && seen.add(href)),
  }));
}
