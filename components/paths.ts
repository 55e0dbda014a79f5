/** The start page. */
export const OVERVIEW = "/";

export const ALERTS = "/alerts";

/** An alert's id may hold any printable character. */
export const alertPath = (alertId: string): string => `${ALERTS}/${encodeURIComponent(alertId)}`;

/** The page of an alert's events that the cursor leads to. */
export const alertEventPath = (alertId: string, cursor: string): string =>
  `${alertPath(alertId)}?cursor=${encodeURIComponent(cursor)}`;

export const DELIVERIES = "/deliveries";

/** The deliveries of one alert. */
export const alertDeliveriesPath = (alertId: string): string =>
  `${DELIVERIES}?alert_id=${encodeURIComponent(alertId)}`;

/** The deliveries of one alert that wait for one webhook. */
export const linePath = (alertId: string, channelId: string): string =>
  `${alertDeliveriesPath(alertId)}&channel_id=${channelId}&state=pending`;

export const deliveryPath = (id: string) => `${DELIVERIES}/${id}`;

export const SETTINGS = "/settings";
export const API_KEYS = `${SETTINGS}/api-keys`;
/** The audit log. */
export const AUDIT_LOG = `${SETTINGS}/audit-log`;
/** How this installation runs, and its backups. */
export const SYSTEM = `${SETTINGS}/system`;
export const NEW_API_KEY = `${API_KEYS}/new`;

export const apiKeyPath = (id: string) => `${API_KEYS}/${id}`;

export const USERS = `${SETTINGS}/users`;
export const NEW_USER = `${USERS}/new`;
export const userPath = (id: string) => `${USERS}/${id}`;
/** The kinds of channels. */
export const CHANNELS = `${SETTINGS}/notification-channels`;
/** The list of webhooks. */
export const WEBHOOKS = `${CHANNELS}/webhooks`;
export const NEW_WEBHOOK = `${WEBHOOKS}/new`;

export const webhookPath = (id: string) => `${WEBHOOKS}/${id}`;

/** The tabs of a webhook's page, each with its own address. */
export const webhookTabs = (id: string) => [
  { label: "Details", href: webhookPath(id), exact: true },
  { label: "Deliveries", href: channelDeliveriesPath(id) },
  { label: "Security", href: securityPath(id) },
  { label: "Used by", href: `${webhookPath(id)}/used-by` },
];

/** A webhook's deliveries, or those of them in one state. */
export const channelDeliveriesPath = (id: string, state?: string) =>
  `${webhookPath(id)}/deliveries${state === undefined ? "" : `?state=${state}`}`;

/** A webhook's certificate and signing secret, with how to verify signatures. */
const securityPath = (id: string) => `${webhookPath(id)}/security`;

/** The section about the trusted certificate. */
export const CERTIFICATE_SECTION = "certificate";
export const certificatePath = (id: string) => `${securityPath(id)}#${CERTIFICATE_SECTION}`;

/** The section about verifying signatures. */
export const SIGNING_SECTION = "signing-secret";

/** The form of a new webhook, prefilled as a copy of this one without its secrets. */
export const copyWebhookPath = (id: string) => `${NEW_WEBHOOK}?from=${encodeURIComponent(id)}`;

/** A row of the audit log. */
export const auditPath = (seq: number): string => `${AUDIT_LOG}/${seq}`;

/** The audit log with filters, by the names of REST. */
export const auditListPath = (query: Record<string, string>): string =>
  `${AUDIT_LOG}?${new URLSearchParams(query)}`;

/** The list of rules. */
export const RULES = "/rules";
/** The starting points of a new rule. */
export const NEW_RULE = `${RULES}/new`;
/** The form of a new rule. */
const NEW_RULE_FORM = `${NEW_RULE}/rule`;

export const rulePath = (id: string) => `${RULES}/${id}`;

/** A tab of the starting points. `search` is carried over from another tab. */
export const startTabPath = (tab: string, search: string) =>
  `${NEW_RULE}/${tab}${search === "" ? "" : `?q=${encodeURIComponent(search)}`}`;

/** The form, prefilled from a starting point. */
export const startPath = (start: string) => `${NEW_RULE_FORM}?start=${encodeURIComponent(start)}`;

/** The form of a new rule, prefilled as a copy of this one. */
export const copyRulePath = (id: string) => `${NEW_RULE_FORM}?from=${encodeURIComponent(id)}`;

/** The list of mutes. */
export const MUTES = "/mutes";
/** The form of a mute by filter. */
export const NEW_MUTE = `${MUTES}/new`;

/** Who posts alerts, and in which format. */
export const SOURCES = "/sources";
/** The choice of a sender's type. */
export const ADD_SOURCE = `${SOURCES}/add`;
/** The form of a source of one's own, for any JSON. */
export const NEW_SOURCE = `${SOURCES}/new`;

/** The ready configuration of a type. */
export const addSourcePath = (type: string) => `${ADD_SOURCE}?type=${encodeURIComponent(type)}`;

/** What a type sends, its settings and its mapping. */
export const sourceTypePath = (type: string) => `${SOURCES}/types/${encodeURIComponent(type)}`;

/** A source of one's own. */
export const sourcePath = (id: string) => `${SOURCES}/${encodeURIComponent(id)}`;

/** The settings that say which webhooks are notified of Access Requests. */
export const ACCESS_REQUESTS = "/security-management/access-requests";

/** The user's own page. */
export const PROFILE = "/profile";
export const PROFILE_SECURITY = `${PROFILE}/security`;
export const CHANGE_PASSWORD = `${PROFILE_SECURITY}/password`;
export const SET_UP_SECOND_FACTOR = `${PROFILE_SECURITY}/second-factor`;

/** What downloads all that a list's filter finds. */
export function exportPath(what: string, format: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/api/export/${what}?${new URLSearchParams([["format", format], ...given])}`;
}

/** What downloads a backup, once, with the token that the user was given for it. */
export const backupPath = (token: string): string => `/api/backup?${new URLSearchParams({ token })}`;

/** The sign-in page, which leads back to the current page. For the browser only. */
export const signInHref = (): string =>
  `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
