import {
  BellRing,
  KeyRound,
  ListFilter,
  type LucideIcon,
  Send,
  Siren,
  UserRoundCheck,
  Webhook,
} from "lucide-react";
import {
  ACCESS_REQUESTS,
  ALERTS,
  API_KEYS,
  CHANNELS,
  DELIVERIES,
  RULES,
  SETTINGS,
  WEBHOOKS,
} from "#components/paths.ts";

export type NavigationLink = { label: string; href: string; icon: LucideIcon };
/** `links` stand below it. */
export type NavigationEntry = NavigationLink & { links?: readonly NavigationLink[] };
export type NavigationSection = {
  label?: string;
  /** A page of its own, with a card for each entry. */
  href?: string;
  entries: readonly NavigationEntry[];
};

/** What an entry says of itself on a card. */
export type About = { about: string };

/** The kinds of channels, each with its list: one entry makes its tab, its card and its place in the navigation. */
export const CHANNEL_KINDS: readonly (NavigationLink & About)[] = [
  {
    label: "Webhooks",
    href: WEBHOOKS,
    icon: Webhook,
    about: "Send alerts to any HTTP endpoint: a ticket system, an automation or your own service.",
  },
];

/** The sections of the settings; what is not built yet is not among them. */
export const SETTINGS_ENTRIES: readonly (NavigationEntry & About)[] = [
  {
    label: "Notification Channels",
    href: CHANNELS,
    icon: BellRing,
    about: "Where alerts go.",
    links: CHANNEL_KINDS,
  },
  {
    label: "API Keys",
    href: API_KEYS,
    icon: KeyRound,
    about: "Tools post alerts with them, and scripts use the REST interface.",
  },
];

/** The sections that exist, in the order in which the navigation shows them; the breadcrumb follows them too. */
export const NAVIGATION: readonly NavigationSection[] = [
  {
    entries: [
      { label: "Alerts", href: ALERTS, icon: Siren },
      { label: "Rules", href: RULES, icon: ListFilter },
      { label: "Deliveries", href: DELIVERIES, icon: Send },
    ],
  },
  {
    label: "Security Management",
    entries: [{ label: "Access Requests", href: ACCESS_REQUESTS, icon: UserRoundCheck }],
  },
  { label: "Settings", href: SETTINGS, entries: SETTINGS_ENTRIES },
];

/** Whether a path is the link's own page or lies below it. */
export function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
