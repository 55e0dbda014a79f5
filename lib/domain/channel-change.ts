import type { ChannelChanges, ChannelSettings, ChannelView, HeaderView } from "./channel.ts";
import type { Issue } from "./errors.ts";
import { headerKey } from "./header.ts";
import { maskUrl } from "./masked-url.ts";

/** The name under which each kind of secret is kept, sealed, beside its channel. */
export const secretName = {
  url: (replacement: string) => `url:${replacement}`,
  auth: "auth",
  header: (name: string) => `header:${headerKey(name)}`,
  signing: "signing",
  previousSigning: "signing:previous",
} as const;

/** What is to be stored of a channel: nothing secret but `secrets`, which are going to be sealed. */
export type SettledChannel = Pick<
  ChannelView,
  | "name"
  | "enabled"
  | "url"
  | "verifySsl"
  | "urlSecrets"
  | "auth"
  | "headers"
  | "retrySchedule"
  | "maxInFlight"
> & {
  /** New values, by secret name. */
  secrets: Map<string, string>;
  /** The names of the saved ones that stay; all others go. */
  kept: Set<string>;
};

/** The settings as the API and the form give them back: what is saved stays. */
export function settingsOf(view: ChannelView): ChannelSettings {
  return {
    name: view.name,
    enabled: view.enabled,
    url: view.url,
    verify_ssl: view.verifySsl,
    url_secrets: view.urlSecrets.map((replacement) => ({ replacement, saved: true })),
    auth: view.auth.type === "none" ? view.auth : { ...view.auth, saved: true },
    headers: view.headers.map(({ name, value, sensitive }) =>
      value === null ? { name, sensitive, saved: true } : { name, value, sensitive },
    ),
    retry_schedule: view.retrySchedule,
    max_in_flight: view.maxInFlight,
  };
}

/** The whole channel after a change: a member that is given replaces the stored one. */
export function withChanges(
  stored: ChannelView,
  { version: _, waiting: __, ...changes }: ChannelChanges,
): ChannelSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...settingsOf(stored), ...given };
}

/**
 * Turns settings that are sound in themselves into what is stored, or names the saved secrets that may
 * not stay: saved secrets belong to the destination that they were entered for.
 */
export function settle(
  settings: ChannelSettings,
  stored: ChannelView | null,
): { channel: SettledChannel; issues: Issue[] } {
  const secrets = new Map<string, string>();
  const kept = new Set<string>();
  const issues: Issue[] = [];
  const rows = settings.url_secrets.map(({ replacement, value }) => ({ replacement, value: value || null }));
  const url = maskUrl(settings.url, rows).masked;
  const moved = stored === null ? null : whyMoved({ url, verifySsl: settings.verify_ssl }, stored);

  for (const { path, name, value, fault } of secretsIn(settings, stored)) {
    if (value) secrets.set(name, value);
    else if (fault !== null) issues.push({ path, message: fault });
    else if (moved !== null) issues.push({ path, message: moved });
    else kept.add(name);
  }
  const channel = { ...plainMembers(settings), url, secrets, kept };
  return { channel, issues };
}

/** Why what is saved must be entered anew, or null where the destination is the same. */
function whyMoved(now: { url: string; verifySsl: boolean }, before: ChannelView): string | null {
  if (now.url !== before.url)
    return "The URL changed: enter this again or delete it, so that it goes only where you mean it to.";
  if (now.verifySsl && !before.verifySsl)
    return "Verify SSL Certificate was switched on, which admits self-signed certificates: enter this again or delete it.";
  return null;
}

type GivenSecret = {
  path: string;
  name: string;
  value: string | undefined;
  /** Why a saved one can't be kept here, or null. */
  fault: string | null;
};

function secretsIn(settings: ChannelSettings, stored: ChannelView | null): GivenSecret[] {
  const { url_secrets: rows, auth, headers } = settings;
  const ofUrl = rows.map(({ replacement, value }, index) => ({
    path: `url_secrets[${index}].value`,
    name: secretName.url(replacement),
    value,
    fault: stored?.urlSecrets.includes(replacement) ? null : NOT_SAVED,
  }));
  const ofHeaders = headers.flatMap((header, index) => {
    const before = stored?.headers.find(({ name }) => headerKey(name) === headerKey(header.name));
    const isKept = !header.value;
    if (!header.sensitive && !isKept) return [];
    const path = `headers[${index}].${isKept && !header.sensitive ? "sensitive" : "value"}`;
    return [
      {
        path,
        name: secretName.header(header.name),
        value: header.value,
        fault: headerFault(header.sensitive, before),
      },
    ];
  });
  return [...ofUrl, ...secretOfAuth(auth, stored), ...ofHeaders];
}

const NOT_SAVED = "Nothing is saved under this name: enter the value.";

function headerFault(sensitive: boolean, before: HeaderView | undefined): string | null {
  if (before === undefined || before.value !== null) return NOT_SAVED;
  return sensitive ? null : "Sensitive Value is fixed once saved: delete the header and add it anew.";
}

function secretOfAuth(auth: ChannelSettings["auth"], stored: ChannelView | null): GivenSecret[] {
  if (auth.type === "none") return [];
  const value = auth.type === "basic" ? auth.password : auth.token;
  const path = auth.type === "basic" ? "auth.password" : "auth.token";
  return [{ path, name: secretName.auth, value, fault: authFault(auth, stored) }];
}

function authFault(
  auth: Exclude<ChannelSettings["auth"], { type: "none" }>,
  stored: ChannelView | null,
): string | null {
  if (stored?.auth.type !== auth.type) return NOT_SAVED;
  if (auth.type === "basic" && stored.auth.type === "basic" && stored.auth.username !== auth.username)
    return "Another Username needs its password: enter it.";
  return null;
}

function plainMembers(settings: ChannelSettings): Omit<SettledChannel, "url" | "secrets" | "kept"> {
  const { auth } = settings;
  return {
    name: settings.name,
    enabled: settings.enabled,
    verifySsl: settings.verify_ssl,
    urlSecrets: settings.url_secrets.map(({ replacement }) => replacement),
    auth: auth.type === "basic" ? { type: "basic", username: auth.username } : { type: auth.type },
    headers: settings.headers.map(({ name, value, sensitive }) => ({
      name,
      value: sensitive ? null : (value ?? null),
      sensitive,
    })),
    retrySchedule: settings.retry_schedule,
    maxInFlight: settings.max_in_flight,
  };
}

/**
 * Whether a change leads to another destination: another URL as shown, another value in it, or self-signed
 * certificates admitted from now on.
 */
export const isOtherDestination = (before: ChannelView, after: SettledChannel): boolean =>
  after.url !== before.url ||
  after.urlSecrets.some((replacement) => after.secrets.has(secretName.url(replacement))) ||
  (after.verifySsl && !before.verifySsl);

/** Whether a change leads to another host, which drops the pin and what is remembered of its certificates. */
export const isOtherHost = (before: string, after: string): boolean => hostOf(before) !== hostOf(after);

const hostOf = (masked: string): string => new URL(masked.replaceAll(/[{}]/g, "")).host;
