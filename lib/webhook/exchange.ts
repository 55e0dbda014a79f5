import type { Dispatcher } from "undici";
import type { AttemptResult, CertificateReport, Outcome } from "#lib/domain/delivery/outcome.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";
import type { ChannelAgent } from "./agents.ts";
import { faultOfHead } from "./answer-head.ts";
import { type AttemptTarget, describeDelivered, describeStatus, describeTimeout } from "./answers.ts";
import { AttemptFault, badResponse } from "./attempt-fault.ts";
import { type AttemptLimits, bodyTimeMs } from "./attempt-limits.ts";
import { ExchangeClock } from "./exchange-clock.ts";
import { requestFault } from "./faults.ts";
import { KeptAnswer } from "./kept-answer.ts";
import { startOnWire, type Wire, type WireUser } from "./wire.ts";

/**
 * One request and its answer: a handler for undici. It settles once, with a named outcome, whatever happens.
 */
export class Exchange implements Dispatcher.DispatchHandler, WireUser {
  readonly result: Promise<AttemptResult>;
  readonly #channel: ChannelAgent;
  readonly #request: Dispatcher.DispatchOptions;
  readonly #target: AttemptTarget;
  readonly #limits: AttemptLimits;
  readonly #startedAt = Date.now();
  readonly #clock = new ExchangeClock();
  #timer: NodeJS.Timeout;
  #resolve: (result: AttemptResult) => void = () => {};
  #settled = false;
  #controller: Dispatcher.DispatchController | null = null;
  #wire: Wire | null = null;
  #certificate: CertificateReport | null = null;
  #peer: PeerCertificate | null = null;
  /** Null until the headers of the final answer are in. */
  #answer: KeptAnswer | null = null;

  constructor(
    channel: ChannelAgent,
    request: Dispatcher.DispatchOptions,
    target: AttemptTarget,
    limits: AttemptLimits,
  ) {
    this.#channel = channel;
    this.#request = request;
    this.#target = target;
    this.#limits = limits;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(endInTime, limits.deadlineMs, this);
  }

  /** Sends the request, on a kept connection if there is one. */
  start(): void {
    this.#channel.agent.dispatch(this.#request, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) this.#abort();
    else startOnWire(this);
  }

  onWire(wire: Wire): void {
    this.#wire = wire;
    this.#certificate = wire.certificate;
    this.#peer = wire.peer;
    this.#clock.sent(wire.spans);
  }

  onFirstByte(): void {
    this.#clock.firstByte();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    const fault = faultOfHead(this.#target.host, status, controller.rawHeaders);
    if (fault !== null) {
      this.#breakOff(fault);
      return;
    }
    this.#answer = new KeptAnswer(status, headers);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(endInTime, bodyTimeMs(this.#limits, status, this.#clock.elapsed()), this);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#answer?.add(chunk) === false) this.#cutOff();
  }

  onResponseEnd(): void {
    // If the body ends with the connection, undici takes it for complete even after a reset.
    if (this.#answer !== null) this.#settleByStatus(this.#answer, Boolean(this.#wire?.socket.errored));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#settled) return;
    const fault = requestFault(this.#wire?.firstError ?? error, this.#target.host);
    if (this.#wire === null) {
      this.#clock.unconnected(fault.connection);
      this.#peer = fault.peer;
    }
    if (this.#mayReplace(fault)) this.#replace();
    else this.#endEarly(fault);
  }

  onWireOverflow(): void {
    if (this.#answer === null) this.#breakOff(badResponse(this.#target.host, "has no end"));
    else this.#cutOff();
  }

  onTooManyInterimAnswers(): void {
    this.#breakOff(badResponse(this.#target.host, "never got past interim 1xx answers"));
  }

  /** The deadline passed; once the status is known, the time for the body. */
  onTimeUp(): void {
    if (this.#answer !== null) {
      this.#cutOff();
      return;
    }
    const phase = this.#controller === null ? "connect" : "headers";
    const message = describeTimeout(this.#target.host, phase, this.#limits.deadlineMs);
    this.#breakOff(new AttemptFault("timeout", message));
  }

  /**
   * A receiver may close a kept connection at any time. If it did so before it saw the request, that costs no
   * attempt.
   */
  #mayReplace({ outcome }: AttemptFault): boolean {
    if (!this.#wire?.reused || this.#wire.answering) return false;
    return outcome === "connection_closed" || outcome === "tls_failed";
  }

  /** Happens once at most, because the new connection has served no request before. */
  #replace(): void {
    this.#controller = null;
    this.#wire = null;
    this.#channel.dispatchAfresh(this.#request, this);
  }

  #breakOff(fault: AttemptFault): void {
    this.#endEarly(fault);
    this.#abort();
  }

  /** The body is larger or slower than allowed: the status counts, and the connection is not used again. */
  #cutOff(): void {
    if (this.#answer !== null) this.#settleByStatus(this.#answer, true);
    this.#abort();
  }

  /** Once the headers are in, the status counts, whatever happens to the body. */
  #endEarly(fault: AttemptFault): void {
    if (this.#answer !== null) this.#settleByStatus(this.#answer, true);
    else this.#settle(fault.outcome, fault.message, true, fault.certificate ?? this.#certificate);
  }

  #settleByStatus({ status }: KeptAnswer, truncated: boolean): void {
    if (status < 300) this.#settle("delivered", describeDelivered(this.#target.host, status), truncated);
    else this.#settle("http_status", describeStatus(this.#target, status), truncated);
  }

  #settle(outcome: Outcome, message: string, truncated: boolean, certificate = this.#certificate): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    const elapsed = this.#clock.elapsed();
    this.#resolve({
      startedAt: this.#startedAt,
      durationMs: Math.round(elapsed),
      timing: this.#clock.timing(elapsed),
      outcome,
      status: this.#answer?.status ?? null,
      response: this.#answer?.response(truncated) ?? null,
      retryAfter: this.#answer?.headers["retry-after"] ?? null,
      message,
      certificate,
      peer: this.#peer,
    });
  }

  #abort(): void {
    this.#controller?.abort(new Error("attempt ended"));
  }
}

function endInTime(exchange: Exchange): void {
  exchange.onTimeUp();
}
