import type { Actor } from "./actor.ts";
import type { AuditAction } from "./audit.ts";

export type ActorKind = Actor["kind"];

/** Who can act, with the word for each kind. */
export const ACTOR_KIND_WORDS: Record<ActorKind, string> = {
  user: "Users",
  api_key: "API keys",
  cli: "Command line",
  system: "Tocsin itself",
  nobody: "Nobody signed in",
};
export const ACTOR_KINDS = Object.keys(ACTOR_KIND_WORDS) as [ActorKind, ...ActorKind[]];

/** Narrows the audit log; a member that is left out narrows nothing. Times in ms since 1970. */
export type AuditFilter = {
  /** A user or an API key. */
  actorId?: string | undefined;
  actorKind?: ActorKind | undefined;
  action?: AuditAction | undefined;
  /** What was changed: a channel, a rule, an alert, a user… */
  targetId?: string | undefined;
  since?: number | undefined;
  until?: number | undefined;
};

const DAY_MS = 24 * 3_600_000;

/** The ranges of time that the page offers, in ms up to now. */
export const AUDIT_RANGES = { "24h": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS } as const;
export type AuditRange = keyof typeof AUDIT_RANGES;
export const AUDIT_RANGE_NAMES = Object.keys(AUDIT_RANGES) as [AuditRange, ...AuditRange[]];
