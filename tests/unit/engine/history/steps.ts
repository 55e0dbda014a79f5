import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";

/** What a receiver answers: 200, 503, 404 or 410. */
export const ANSWERS = ["yes", "later", "no", "gone"] as const;
export type Answer = (typeof ANSWERS)[number];

export const ALERTS = 2;
export const CHANNELS = 2;

/**
 * Something that happens to an installation with CHANNELS channels, which want every event. Alerts, channels and
 * events are counted from 0. A step that can't happen, such as an answer without a request, changes nothing.
 */
export type Step =
  /** A post of this alert. Its content depends on the alert alone. */
  | { kind: "post"; alert: number; key: number | null }
  | { kind: "status"; alert: number; status: SettableStatus }
  /** The answer to one of the channel's requests in flight: they are counted round, by their events. */
  | { kind: "answer"; channel: number; request: number; answer: Answer }
  /** Such an answer, and a kill before the attempt is on disk. */
  | { kind: "answer and kill"; channel: number; request: number; answer: Answer }
  | { kind: "kill" }
  /** Time goes by, until every retry that waits is due. */
  | { kind: "wait" }
  /** More than seven days go by at once, and what waited for so long is looked for. */
  | { kind: "expire" }
  | { kind: "redeliver"; channel: number; event: number }
  | { kind: "send now"; channel: number; event: number }
  | { kind: "cancel"; channel: number; event: number }
  | { kind: "disable"; channel: number }
  | { kind: "enable"; channel: number; waiting: "send" | "discard" }
  | { kind: "delete"; channel: number };

/** Each channel's: a first attempt and one retry. */
export const RETRIES = 1;

/** A delivery as anybody may see it. */
export type DeliveryRecord = {
  event: number;
  state: "pending" | "delivered" | "failed" | "cancelled";
  reason: string | null;
  attempts: Answer[];
  /** Whether it waits behind another of its alert. */
  behind: boolean;
};

/** The answer to a post: its event, or the one of the first post with its key; null for a conflict. */
export type PostAnswer = { event: number; duplicate: boolean } | null;

/** All that Tocsin promises about what has happened. */
export type History = {
  posts: PostAnswer[];
  /** In the order of receipt, each with what became of it at each channel that there was. */
  events: { alert: number; status: AlertStatus; routing: Record<number, "sent" | "channel_disabled"> }[];
  channels: {
    /** In the order of their events. */
    deliveries: DeliveryRecord[];
    /** By alert, the events of the requests made so far, in their order. */
    requests: Record<number, number[]>;
    /** The events of the requests that have no answer yet. */
    inFlight: number[];
  }[];
};
