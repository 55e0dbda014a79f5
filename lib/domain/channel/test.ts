import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import type { AttemptResponse, Outcome } from "#lib/domain/delivery/outcome.ts";
import type { Timing } from "#lib/domain/delivery/timing.ts";

/** What a Test Webhook sent and received, with secrets masked. */
export type ChannelTest = {
  /** The simulated alert's id, which a later Test may repeat. */
  alertId: string;
  /** Its body is "" if the format could make none: then nothing was sent. */
  request: AttemptRequest & { body: string };
  response: (AttemptResponse & { status: number; durationMs: number }) | null;
  failure: { code: Exclude<Outcome, "delivered">; message: string } | null;
  /** Null if it ended before a connection was tried. */
  timing: Timing | null;
  /** SHA-256 fingerprints; null over http and without a handshake. A test pins nothing. */
  certificate: {
    caVouched: boolean;
    /** The fingerprint that saving the channel, or its first delivery, would pin. */
    wouldPin: string | null;
    expected: string | null;
    found: string | null;
  } | null;
};
