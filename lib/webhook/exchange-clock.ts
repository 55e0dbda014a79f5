import type { Timing } from "#lib/domain/delivery/timing.ts";
import type { ConnectPhase } from "./attempt-fault.ts";
import type { ConnectSpans } from "./connect-clock.ts";

/** Notes when the steps of one attempt took place. Times in ms of `performance.now()`. */
export class ExchangeClock {
  readonly #startedAt = performance.now();
  #connection: ConnectSpans | null = null;
  #sentAt: number | null = null;
  #firstByteAt: number | null = null;

  /** Milliseconds since the attempt began. */
  elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  /** The request is written. @param connection null if the connection served before */
  sent(connection: ConnectSpans | null): void {
    this.#connection = connection;
    this.#sentAt = performance.now();
    this.#firstByteAt = null;
  }

  /** The first byte of the answer has arrived. */
  firstByte(): void {
    this.#firstByteAt = performance.now();
  }

  /** No connection was made. @param connection how far it got; null if that is not known */
  unconnected(connection: ConnectSpans | null): void {
    this.#connection = connection;
    this.#sentAt = null;
  }

  /**
   * The steps of the attempt, of which the last ends now; null if it ended before any.
   * @param elapsed what `elapsed` says now
   */
  timing(elapsed: number): Timing | null {
    if (this.#sentAt === null && this.#connection === null) return null;
    const endedAt = this.#startedAt + elapsed;
    const answeredAt = this.#firstByteAt;
    return {
      dns: this.#took("lookup"),
      connect: this.#took("connect"),
      tls: this.#took("handshake"),
      firstByte: this.#sentAt === null ? null : (answeredAt ?? endedAt) - this.#sentAt,
      body: answeredAt === null ? null : endedAt - answeredAt,
    };
  }

  /** A connection may have been begun for an attempt before, which gave it up: that time is not this one's. */
  #took(phase: ConnectPhase): number | null {
    const span = this.#connection?.[phase];
    return span === undefined ? null : Math.max(0, span.to - Math.max(span.from, this.#startedAt));
  }
}
