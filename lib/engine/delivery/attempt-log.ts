import type { Logger } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import type { Ended } from "./record.ts";

/**
 * Logs attempts with the id of the request that made their event. Each one at the level debug; one that failed
 * also as a warning, for each channel and outcome the first at once and then once a minute with their number.
 */
export class AttemptLog {
  readonly #log: Pick<Logger, "debug" | "warn" | "isLevelEnabled">;
  readonly #failures = new OnceAMinute();

  constructor(log: Pick<Logger, "debug" | "warn" | "isLevelEnabled">) {
    this.#log = log;
  }

  ended(ended: Ended): void {
    const { outcome, status, message } = ended.attempt.result;
    if (this.#log.isLevelEnabled("debug")) this.#log.debug(lineOf(ended), `attempt: ${outcome}`);
    if (outcome === "delivered") return;
    this.#failures.happened(`${ended.destination.channelId} ${outcome} ${status}`, (times) =>
      this.#log.warn({ ...lineOf(ended), times }, `an attempt failed: ${message}`),
    );
  }
}

function lineOf({ destination, delivery, attempt }: Ended) {
  const { outcome, status, durationMs } = attempt.result;
  return {
    request_id: delivery.requestId ?? undefined,
    event: delivery.eventId,
    delivery: delivery.id,
    channel: destination.channelId,
    number: delivery.attemptsMade + 1,
    outcome,
    status: status ?? undefined,
    ms: Math.round(durationMs),
  };
}
