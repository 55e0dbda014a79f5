import type { NotSentReason } from "#lib/domain/alert/routing.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";

/** A rule is tried on so many of the newest events. */
export const TRIAL_EVENTS = 1_000;

/** What a draft rule would have done with one stored event. `receivedAt` is in ms since 1970. */
export type TriedEvent = {
  eventId: string;
  alertId: string;
  alertTitle: string;
  receivedAt: number;
  /** Whether it would have notified of it. */
  matched: boolean;
  reason: NotSentReason | null;
  message: string | null;
};

/** What a draft rule would have done with the last events. */
export type RuleTrial = {
  tested: number;
  matched: number;
  /** Those that get what it matches, while they are enabled. */
  channels: { id: string; name: string; enabled: boolean }[];
  /** Newest first. */
  events: TriedEvent[];
};

/** What a channel would get for one event: the request with its secrets masked, unsigned. */
export type TrialRequest = AttemptRequest & { body: string };
