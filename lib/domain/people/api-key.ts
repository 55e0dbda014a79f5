import type { Scope } from "./actor.ts";

/** A key as pages and the command line show it: never the key itself. Times are in ms since 1970. */
export type ApiKeyView = {
  id: string;
  name: string;
  /** The key's first characters, enough to recognise it. */
  hint: string;
  scopes: Scope[];
  /** Part of the alert ids of what it posts in a sender's own format. */
  namespace: string;
  /** The CIDR ranges from which it may be used; null for all. */
  addresses: string[] | null;
  /** Requests in any 60 s; null for no limit. */
  perMinute: number | null;
  /** Who made it; null for a key of an earlier version. */
  createdBy: string | null;
  createdAt: number;
  /** The start of the UTC day on which it was last used. */
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
  /** Since when it is off, because a backup was restored; null if it is not. */
  offSince: number | null;
};

/** Only an active key is let in. */
export const API_KEY_STATES = ["active", "off", "expired", "revoked"] as const;
export type ApiKeyState = (typeof API_KEY_STATES)[number];

/** The key's state at `now`, in ms since 1970. */
export function apiKeyState(
  { revokedAt, expiresAt, offSince }: Pick<ApiKeyView, "revokedAt" | "expiresAt" | "offSince">,
  now: number,
): ApiKeyState {
  if (revokedAt !== null) return "revoked";
  if (hasExpired(expiresAt, now)) return "expired";
  return offSince === null ? "active" : "off";
}

/** Whether a key with this end is over at `now`. */
export const hasExpired = (expiresAt: number | null, now: number): boolean =>
  expiresAt !== null && now >= expiresAt;

export const SCOPE_MEANS: Record<Scope, string> = {
  ingest: "Post alerts. A key with this scope can post in the name of any source.",
  read: "Read alerts, deliveries, channels, rules and mutes, and export alerts and deliveries.",
  operate:
    "Change alerts' status, redeliver, cancel, send now, mute, stop jobs, test saved channels. It does not contain read.",
  manage:
    "All of read and operate; create, change and delete channels and rules, set Access Requests, read and export the audit log.",
};

export const NAMESPACE_LENGTH = 30;

/**
 * The namespace of a key that was given none.
 * @example namespaceFrom("Grafana (Köln) #2") === "grafana-koln-2"
 */
export function namespaceFrom(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const dashed = plain.replaceAll(/[^a-z0-9]+/g, "-").replace(/^-/, "");
  return dashed.slice(0, NAMESPACE_LENGTH).replace(/-$/, "") || "key";
}

/** The limits of requests per minute that a key may have. */
export const PER_MINUTE = { min: 1, max: 1_000_000 } as const;

const DAY_MS = 24 * 3_600_000;

/** The start of the UTC day of a moment, both in ms since 1970. The use of a key is noted once a day. */
export const startOfDay = (moment: number): number => moment - (moment % DAY_MS);
