import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";

/** The pages' word for each state. */
export const STATE_WORDS: Record<DeliveryState, string> = {
  pending: "Pending",
  delivered: "Delivered",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Shown if a delivery waits for a disabled channel. */
export const WAITS_FOR_CHANNEL = "The channel is disabled: this waits until it is enabled again.";

/** The choices of the filter by state. */
export const STATE_OPTIONS = DELIVERY_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] }));

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
};
