import type { RuleFilters } from "#lib/domain/rule/rule.ts";

/** What a mute silences: one channel, rule or alert, or every event that its filters match. */
export type Muted =
  | { kind: "channel" | "rule" | "alert"; id: string }
  | { kind: "filters"; filters: RuleFilters };
export type MutedKind = Muted["kind"];

/**
 * Keeps events from being sent until its end (`until`, ms since 1970). Nobody has to lift it: whoever asks,
 * asks with the time.
 */
export type Mute = { id: string; muted: Muted; until: number; createdBy: string };

/** A mute as pages and the API show it. */
export type MuteView = Mute & {
  /** The name of its channel or rule, or its alert's title; null for filters, and for what was deleted. */
  name: string | null;
  remark: string | null;
  /** ms since 1970. */
  createdAt: number;
  /** Who ended it before its time; `until` is that moment then. */
  endedBy: string | null;
};

export const MUTE_STATES = ["live", "ended"] as const;
export type MuteState = (typeof MUTE_STATES)[number];

/** A mute counts until its end, and no longer at that very millisecond. */
export const isLive = ({ until }: Pick<Mute, "until">, now: number): boolean => now < until;

/** 30 days. */
export const MUTE_MAX_MS = 30 * 24 * 3_600_000;

/** Ended mutes are kept for 30 days, ms. */
export const ENDED_MUTES_KEPT_MS = 30 * 24 * 3_600_000;

export const MUTE_REMARK_MAX = 1_000;

/**
 * Why a mute can't end at `until`, or null. Both are ms since 1970.
 * @example faultOfUntil(1_000, 2_000) === "until is in the past: give a time that is still to come."
 */
export function faultOfUntil(until: number, now: number): string | null {
  if (until <= now) return "until is in the past: give a time that is still to come.";
  if (until - now > MUTE_MAX_MS) return "until is more than 30 days ahead, which is the longest mute.";
  return null;
}
