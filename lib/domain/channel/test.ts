import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import type { AttemptResponse, Outcome } from "#lib/domain/delivery/outcome.ts";

/** What a Test Webhook sent and got, secrets masked. */
export type ChannelTest = {
  request: AttemptRequest & { body: string };
  response: (AttemptResponse & { status: number; durationMs: number }) | null;
  failure: { code: Exclude<Outcome, "delivered">; message: string } | null;
  /** SHA-256 fingerprints; null over http or where no handshake came about. A test pins nothing. */
  certificate: {
    caVouched: boolean;
    /** What saving the channel, or its first delivery, would pin. */
    wouldPin: string | null;
    expected: string | null;
    found: string | null;
  } | null;
};
