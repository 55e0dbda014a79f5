import type { NotSentReason } from "#lib/domain/alert/routing.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";

/** A trial runs the rule on this many of the newest events. */
export const TRIAL_EVENTS = 1_000;

/** What a draft rule would have done with one stored event. `receivedAt` is in ms since 1970. */
export type TriedEvent = {
  eventId: string;
  alertId: string;
  alertTitle: string;
  receivedAt: number;
  /** Whether the rule would have notified of it. */
  matched: boolean;
  reason: NotSentReason | null;
  message: string | null;
};

/** What a draft rule would have done with the last events. */
export type RuleTrial = {
  tested: number;
  matched: number;
  /** The channels that would get what matches, while they are enabled. */
  channels: { id: string; name: string; enabled: boolean }[];
  /** Newest first. */
  events: TriedEvent[];
};

/** The request that a channel would get for one event, with masked secrets and unsigned. */
export type TrialRequest = AttemptRequest & { body: string };
