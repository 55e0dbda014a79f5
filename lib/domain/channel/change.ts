import type { Issue } from "#lib/domain/errors.ts";
import type { GivenFormat } from "#lib/domain/format/format-schema.ts";
import { settleFormat } from "#lib/domain/format/settle-format.ts";
import { givenSecret } from "./authentication.ts";
import type { ChannelFace, ChannelView, HeaderView } from "./channel.ts";
import type { ChannelChanges, ChannelSettings } from "./channel-schema.ts";
import { headerKey } from "./header.ts";
import { maskUrl } from "./masked-url.ts";
import { moveOf, WHY_MOVED } from "./move.ts";
import { protectOwnUrl } from "./own-url.ts";
import { settingsOf } from "./shown-settings.ts";

/** The names of a channel's secrets in `channel_secrets`. */
export const secretName = {
  url: (replacement: string) => `url:${replacement}`,
  auth: "auth",
  header: (name: string) => `header:${headerKey(name)}`,
  format: (field: string) => `format:${field}`,
  signing: "signing",
  previousSigning: "signing:previous",
} as const;

/** A channel as a change leaves it, ready to be stored. */
export type SettledChannel = ChannelFace & {
  /** New secrets by name, to be sealed. */
  secrets: Map<string, string>;
  /** The names of the saved secrets to keep; all others are deleted. */
  kept: Set<string>;
};

/** The whole channel after a change: each given member replaces the stored one. */
export function withChanges(
  stored: ChannelView,
  { version: _, waiting: __, ...changes }: ChannelChanges,
): ChannelSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...settingsOf(stored), ...given };
}

/** A channel as a change leaves it, and the issues that forbid the change. */
type Settled = { channel: SettledChannel; issues: Issue[] };

/**
 * Turns valid settings into what is stored: a secret in a receiver's own URL is protected. Reports an issue at
 * each saved secret that can't be kept, because saved secrets belong to the destination that they were entered
 * for.
 */
export function settle(settings: ChannelSettings, stored: ChannelView | null): Settled {
  const { url, rows } = protectOwnUrl(settings);
  return settleTyped({ ...settings, url, url_secrets: rows }, stored);
}

function settleTyped(settings: ChannelSettings, stored: ChannelView | null): Settled {
  const secrets = new Map<string, string>();
  const kept = new Set<string>();
  const issues: Issue[] = [];
  const rows = settings.url_secrets.map(({ replacement, value }) => ({ replacement, value: value || null }));
  const url = maskUrl(settings.url, rows).masked;
  const move = stored === null ? null : moveOf(settings, url, stored);

  for (const { path, name, value, fault } of secretsIn(settings, stored)) {
    if (value !== undefined) secrets.set(name, value);
    else if (fault !== null) issues.push({ path, message: fault });
    else if (move !== null) issues.push({ path, message: WHY_MOVED[move] });
    else kept.add(name);
  }
  const { format } = settleFormat(settings.format, stored?.format ?? null);
  const channel = { ...plainMembers(settings), url, format, secrets, kept };
  return { channel, issues };
}

/** A secret in the settings, either new or kept. */
type GivenSecret = {
  path: string;
  name: string;
  /** The new value; undefined to keep the saved one. */
  value: string | undefined;
  /** Why the saved one can't be kept; null if it can. */
  fault: string | null;
};

/** Every secret in the settings, new or kept, URL values first. */
function secretsIn(settings: ChannelSettings, stored: ChannelView | null): GivenSecret[] {
  const { url_secrets: rows, auth, headers } = settings;
  const ofUrl = rows.map(({ replacement, value }, index) => ({
    path: `url_secrets[${index}].value`,
    name: secretName.url(replacement),
    value: value || undefined,
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
        value: header.value || undefined,
        fault: headerFault(header.sensitive, before),
      },
    ];
  });
  return [...ofUrl, ...secretOfAuth(auth, stored), ...ofHeaders, ...secretsOfFormat(settings.format, stored)];
}

const secretsOfFormat = (format: GivenFormat, stored: ChannelView | null): GivenSecret[] =>
  settleFormat(format, stored?.format ?? null).secrets.map(({ field, label, value, isSaved }) => ({
    path: `format.${field}`,
    name: secretName.format(field),
    value: value ?? undefined,
    fault: isSaved ? null : format.saved ? NOT_SAVED : `${label} is required.`,
  }));

const NOT_SAVED = "Nothing is saved under this name: enter the value.";

function headerFault(sensitive: boolean, before: HeaderView | undefined): string | null {
  if (before === undefined || before.value !== null) return NOT_SAVED;
  return sensitive ? null : "Sensitive Value is fixed once saved: delete the header and add it anew.";
}

function secretOfAuth(auth: ChannelSettings["auth"], stored: ChannelView | null): GivenSecret[] {
  if (auth.type === "none") return [];
  const path = auth.type === "basic" ? "auth.password" : "auth.token";
  return [{ path, name: secretName.auth, value: givenSecret(auth), fault: authFault(auth, stored) }];
}

function authFault(
  auth: Exclude<ChannelSettings["auth"], { type: "none" }>,
  stored: ChannelView | null,
): string | null {
  if (stored?.auth.type !== auth.type) return NOT_SAVED;
  if (auth.type === "basic" && stored.auth.type === "basic" && stored.auth.username !== auth.username)
    return "The Username changed: enter its password.";
  return null;
}

function plainMembers(settings: ChannelSettings): Omit<ChannelFace, "url" | "format"> {
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
    autoDisable: settings.auto_disable,
  };
}

/** The stored channel, enabled or disabled; nothing else is checked again. */
export function switched(stored: ChannelView, enabled: boolean): SettledChannel {
  const { channel } = settleTyped({ ...settingsOf(stored), enabled }, stored);
  return { ...channel, url: stored.url };
}

/**
 * Whether a change leads to another host, which drops the pin and everything learned about certificates.
 * @example isOtherHost("https://a/{{T}}", "https://b/{{T}}") === true
 */
export const isOtherHost = (before: string, after: string): boolean => hostOf(before) !== hostOf(after);

const hostOf = (masked: string): string => new URL(masked.replaceAll(/[{}]/g, "")).host;
