import type { AttemptResponse, Outcome } from "./outcome.ts";
import type { PeerCertificate } from "./peer-certificate.ts";
import type { FailureReason } from "./retry.ts";
import type { SendingRule } from "./sending-rule.ts";
import type { Timing } from "./timing.ts";
import type { Wait } from "./wait.ts";

export const DELIVERY_STATES = ["pending", "delivered", "failed", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a delivery ended without success. */
export type DeliveryReason =
  | FailureReason
  | "expired"
  | "channel_deleted"
  | "discarded"
  | "cancelled"
  | "test_failed";

/** The reasons in a few words, as lists and filters show them. */
export const REASON_WORDS: Record<DeliveryReason, string> = {
  final_status: "Refused",
  gone: "Receiver gone",
  address_refused: "Address not allowed",
  format_failed: "No body could be made",
  retries_exhausted: "Retries used up",
  expired: "Expired",
  test_failed: "Test failed",
  discarded: "Discarded",
  cancelled: "Cancelled",
  channel_deleted: "Channel deleted",
};

export const REASONS = Object.keys(REASON_WORDS) as [DeliveryReason, ...DeliveryReason[]];

/** The reasons as pages explain them. */
export const REASON_MEANS: Record<DeliveryReason, string> = {
  final_status:
    "The receiver gave an answer that another attempt would not change: a status such as 404, or a 2xx whose body refuses the message.",
  gone: "The receiver answered 410 Gone: it wants no more deliveries, so the channel was disabled.",
  address_refused: "Tocsin does not send to this address.",
  format_failed:
    "The channel's format could make no body of this event, so nothing was sent. Mend the format, then redeliver it.",
  retries_exhausted: "All attempts of the retry schedule were used up.",
  expired:
    "It expired: it could not be delivered in time, or too many deliveries waited for the channel. Redeliver it if it still matters.",
  test_failed: "A Test is sent once, and this one failed.",
  discarded: "It waited while the channel was disabled, and was discarded when the channel was enabled.",
  cancelled: "Somebody cancelled it before it was delivered.",
  channel_deleted: "The channel was deleted before this was delivered.",
};

/** A row of the deliveries list. Times in ms since 1970. */
export type DeliveryView = {
  id: string;
  eventId: string;
  alertId: string;
  alertTitle: string;
  channelId: string;
  channelName: string;
  /** Whether the channel still exists, so that a page can link to it. */
  channelExists: boolean;
  state: DeliveryState;
  reason: DeliveryReason | null;
  test: boolean;
  attemptsMade: number;
  /**
   * The later of the delivery's own time and the end of its channel's hold; null while it waits behind
   * another.
   */
  nextAttemptAt: number | null;
  /** Why it waits, and until when; null if it is not pending. */
  wait: Wait | null;
  createdAt: number;
  finishedAt: number | null;
  /** When it is given up if it has not ended before. */
  expiresAt: number;
  /** Null before the first attempt. */
  lastAttempt: LastAttempt | null;
};

/** What a delivery's newest attempt came to. */
export type LastAttempt = { outcome: Outcome; status: number | null; message: string };

/**
 * The last attempt that failed for a channel: which delivery's, when it began (ms since 1970), what came of
 * it.
 */
export type LastFailure = { deliveryId: string; at: number; message: string };

/** A request as it may be shown. */
export type AttemptRequest = { method: string; url: string; headers: Record<string, string> };

export type AttemptView = {
  number: number;
  startedAt: number;
  durationMs: number;
  /** Null if it ended before a connection was tried, and for attempts of versions that did not measure it. */
  timing: Timing | null;
  outcome: Outcome;
  status: number | null;
  response: AttemptResponse | null;
  message: string;
  /** Null without TLS, for a handshake that failed, and for attempts of versions that did not keep it. */
  certificate: PeerCertificate | null;
  request: AttemptRequest;
  /** What it sent, with the format's secrets masked; "" if the format could make no body: nothing was sent. */
  body: string;
};

/** One delivery with its requests and answers. */
export type DeliveryDetail = DeliveryView & {
  /** Null if no rule sent it: a Test, an Access Request. */
  rule: SendingRule | null;
  /**
   * The page of its alert's events that begins with its event; null for a Test, which belongs to no alert.
   */
  eventCursor: string | null;
  /** The id of the HTTP request that made its event, if one did. */
  requestId: string | null;
  /** The newest attempt's request and body; before the first attempt, the one to be sent. */
  request: AttemptRequest & { body: string };
  attempts: AttemptView[];
};
