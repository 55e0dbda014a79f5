import {
  BellOff,
  BellRing,
  Gauge,
  History,
  KeyRound,
  ListFilter,
  type LucideIcon,
  Rss,
  Send,
  Server,
  Siren,
  UserRound,
  UserRoundCheck,
  Webhook,
} from "lucide-react";
import {
  ACCESS_REQUESTS,
  ALERTS,
  API_KEYS,
  AUDIT_LOG,
  CHANNELS,
  DELIVERIES,
  MUTES,
  OVERVIEW,
  RULES,
  SETTINGS,
  SOURCES,
  SYSTEM,
  USERS,
  WEBHOOKS,
} from "#components/paths.ts";

export type NavigationLink = { label: string; href: string; icon: LucideIcon };
/** `links` are its sub-entries. */
export type NavigationEntry = NavigationLink & {
  links?: readonly NavigationLink[];
  /** The page has nothing for others. */
  forAdmins?: true;
};
export type NavigationSection = {
  label?: string;
  /** A page of its own, with a card for each sub-entry. */
  href?: string;
  entries: readonly NavigationEntry[];
};

/**
 * The kinds of channels, each with its list. One entry here makes its tab, its card (with its text in
 * components/settings/about.ts) and its place in the navigation.
 */
export const CHANNEL_KINDS: readonly NavigationLink[] = [
  {
    label: "Webhooks",
    href: WEBHOOKS,
    icon: Webhook,
  },
];

/** The sections of the settings that exist so far. */
export const SETTINGS_ENTRIES: readonly NavigationEntry[] = [
  {
    label: "Notification Channels",
    href: CHANNELS,
    icon: BellRing,
    links: CHANNEL_KINDS,
  },
  {
    label: "API Keys",
    href: API_KEYS,
    icon: KeyRound,
  },
  {
    label: "Users",
    href: USERS,
    icon: UserRound,
  },
  {
    label: "Audit Log",
    href: AUDIT_LOG,
    icon: History,
    forAdmins: true,
  },
  {
    label: "System",
    href: SYSTEM,
    icon: Server,
    forAdmins: true,
  },
];

/** The sections in the order of the navigation. The breadcrumb uses them too. */
export const NAVIGATION: readonly NavigationSection[] = [
  {
    entries: [
      { label: "Overview", href: OVERVIEW, icon: Gauge },
      { label: "Alerts", href: ALERTS, icon: Siren },
      { label: "Rules", href: RULES, icon: ListFilter },
      { label: "Mutes", href: MUTES, icon: BellOff },
      { label: "Deliveries", href: DELIVERIES, icon: Send },
    ],
  },
  {
    label: "Security Management",
    entries: [{ label: "Access Requests", href: ACCESS_REQUESTS, icon: UserRoundCheck }],
  },
  { entries: [{ label: "Sources", href: SOURCES, icon: Rss }] },
  { label: "Settings", href: SETTINGS, entries: SETTINGS_ENTRIES },
];

/** The entries that have something for a user of this role. */
export const entriesFor = <Entry extends NavigationEntry>(entries: readonly Entry[], role: string): Entry[] =>
  entries.filter(({ forAdmins }) => !forAdmins || role === "admin");

/** Whether a path is the link's own page or a page below it. */
export function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
