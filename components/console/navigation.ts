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

export type NavigationLink = { label: string; href: string; icon: LucideIcon };
export type NavigationFolder = { label: string; icon: LucideIcon; links: readonly NavigationLink[] };
export type NavigationSection = {
  label?: string;
  entries: readonly (NavigationLink | NavigationFolder)[];
};

/** The sections that exist, in the order in which the navigation shows them; the breadcrumb follows them too. */
export const NAVIGATION: readonly NavigationSection[] = [
  {
    entries: [
      { label: "Alerts", href: "/alerts", icon: Siren },
      { label: "Rules", href: "/rules", icon: ListFilter },
      { label: "Deliveries", href: "/deliveries", icon: Send },
    ],
  },
  {
    label: "Security Management",
    entries: [
      { label: "Access Requests", href: "/security-management/access-requests", icon: UserRoundCheck },
    ],
  },
  {
    label: "Settings",
    entries: [
      {
        label: "Notification Channels",
        icon: BellRing,
        links: [{ label: "Webhooks", href: "/settings/notification-channels/webhooks", icon: Webhook }],
      },
      { label: "API Keys", href: "/settings/api-keys", icon: KeyRound },
    ],
  },
];

/** Whether a path is the link's own page or lies below it. */
export function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
