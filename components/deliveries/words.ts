import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { RangeName } from "#lib/domain/delivery/list.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { WaitReason } from "#lib/domain/delivery/wait.ts";

/** The pages' word for each state. */
export const STATE_WORDS: Record<DeliveryState, string> = {
  pending: "Pending",
  delivered: "Delivered",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Shown if a delivery waits for a disabled channel. */
export const WAITS_FOR_CHANNEL = "The channel is disabled: this waits until it is enabled again.";

/** Why a delivery waits, in a few words; where a wait has an end, the time follows. */
export const WAIT_WORDS: Record<WaitReason, string> = {
  channel_disabled: "The channel is disabled",
  restored: "Held since a restore",
  earlier_delivery: "Behind the alert's earlier delivery",
  hold: "The receiver asked to wait, goes on",
  retry: "Next attempt",
  failing: "The channel is failing, one delivery at a time is tried",
  due: "Due, sent in its turn",
};

/** The choices of the filter by time. */
export const RANGE_WORDS: Record<RangeName, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
};

/** The choices of the filter by Tests. */
export const TEST_WORDS = { true: "Only Tests", false: "No Tests" };

/** The statuses that the filter offers, with what they mean (RFC 9110). */
export const STATUS_WORDS: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The words for an attempt's result if there is no HTTP status to show. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  delivered: "Delivered",
  http_status: "Refused",
  dns_failed: "Name not found",
  connection_refused: "Connection refused",
  connect_timeout: "Connecting timed out",
  timeout: "Timed out",
  address_refused: "Address refused",
  tls_failed: "TLS failed",
  certificate_refused: "Certificate refused",
  certificate_changed: "Certificate changed",
  bad_response: "Not an HTTP answer",
  connection_closed: "Connection closed",
  receiver_refused: "Refused by the receiver",
  format_failed: "No body could be made",
};
