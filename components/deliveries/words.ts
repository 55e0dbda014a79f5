import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";

/** A state in the words of the pages. */
export const STATE_WORDS: Record<DeliveryState, string> = {
  pending: "Pending",
  delivered: "Delivered",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Where a delivery waits for a disabled channel. */
export const WAITS_FOR_CHANNEL = "The channel is disabled: this waits until it is enabled again.";

/** The choices of the filter by state. */
export const STATE_OPTIONS = DELIVERY_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] }));

/** How an attempt ended, where no HTTP status says it. */
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
