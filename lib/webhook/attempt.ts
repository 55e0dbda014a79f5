import type { Socket } from "node:net";
import type { Dispatcher } from "undici";
import type { AttemptResult, CertificateReport, Outcome } from "#lib/domain/outcome.ts";
import { describeDelivered, describeStatus, describeTimeout } from "./answers.ts";
import { AttemptFault, badResponse, connectionClosed, requestFault } from "./faults.ts";
import { startOnWire, type WireUser } from "./wire.ts";

const MAX_BODY_BYTES = 64 * 1024;
const MAX_INTERIM_ANSWERS = 16;
const MAX_HEADERS = 256;

/** What the sentences about an attempt are made of. */
export type AttemptTarget = {
  /** Host of the URL, with its port. */
  host: string;
  /** The request's Authorization header, for the hint that a 401 gives. */
  authorization: string | undefined;
};

/** One request on its way: undici's handler, which settles once, with a named outcome, whatever happens. */
export class Attempt implements Dispatcher.DispatchHandler, WireUser {
  readonly result: Promise<AttemptResult>;
  readonly #target: AttemptTarget;
  readonly #deadlineMs: number;
  readonly #startedAt = Date.now();
  readonly #startedTick = performance.now();
  readonly #timer: NodeJS.Timeout;
  #resolve: (result: AttemptResult) => void = () => {};
  #settled = false;
  #controller: Dispatcher.DispatchController | null = null;
  #socket: Socket | null = null;
  #certificate: CertificateReport | null = null;
  #interimAnswers = 0;
  #status: number | null = null;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #bodyBytes = 0;

  constructor(target: AttemptTarget, deadlineMs: number) {
    this.#target = target;
    this.#deadlineMs = deadlineMs;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(endAtDeadline, deadlineMs, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) this.#abort();
    else startOnWire(this);
  }

  onWire(socket: Socket, certificate: CertificateReport | null): void {
    this.#socket = socket;
    this.#certificate = certificate;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) {
      this.#interimAnswers += 1;
      if (this.#interimAnswers > MAX_INTERIM_ANSWERS) this.#breakOff("never got past interim 1xx answers");
      return;
    }
    const raw = controller.rawHeaders;
    if (Array.isArray(raw) && raw.length > 2 * MAX_HEADERS) {
      this.#breakOff(`has more than ${MAX_HEADERS} headers`);
      return;
    }
    this.#status = status;
    this.#headers = flatten(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = MAX_BODY_BYTES - this.#bodyBytes;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (kept.length > 0) this.#chunks.push(kept);
    this.#bodyBytes += kept.length;
    if (chunk.length > room) this.#cutOff();
  }

  onResponseEnd(): void {
    // A body that ends with the connection looks complete to undici even where the connection was reset.
    if (this.#socket?.errored) this.#endEarly(connectionClosed(this.#target.host));
    else this.#settleByStatus(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#endEarly(requestFault(error, this.#target.host));
  }

  onWireOverflow(): void {
    if (this.#status === null) this.#breakOff("has no end");
    else this.#cutOff();
  }

  /** Ends the attempt when its time is up. */
  onDeadline(): void {
    const phase = this.#controller === null ? "connect" : this.#status === null ? "headers" : "body";
    this.#endEarly(new AttemptFault("timeout", describeTimeout(this.#target.host, phase, this.#deadlineMs)));
    this.#abort();
  }

  #breakOff(fault: string): void {
    this.#endEarly(badResponse(this.#target.host, fault));
    this.#abort();
  }

  /** More than is kept: the status decides. */
  #cutOff(): void {
    this.#settleByStatus(true);
    this.#abort();
  }

  /** A 2xx counts as soon as its headers are in, whatever its body does. */
  #endEarly(fault: AttemptFault): void {
    if (this.#status !== null && this.#status < 300) this.#settleByStatus(true);
    else this.#settle(fault.outcome, fault.message, true, fault.certificate ?? this.#certificate);
  }

  #settleByStatus(truncated: boolean): void {
    const status = this.#status ?? 0;
    const { host, authorization } = this.#target;
    if (status < 300) this.#settle("delivered", describeDelivered(host, status), truncated);
    else this.#settle("http_status", describeStatus(host, status, authorization), truncated);
  }

  #settle(outcome: Outcome, message: string, truncated: boolean, certificate = this.#certificate): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    const answered = this.#status !== null;
    this.#resolve({
      startedAt: this.#startedAt,
      durationMs: Math.round(performance.now() - this.#startedTick),
      outcome,
      status: this.#status,
      response: answered ? { headers: this.#headers, body: this.#body(), truncated } : null,
      retryAfter: this.#headers["retry-after"] ?? null,
      message,
      certificate,
    });
  }

  #body(): string {
    const [first] = this.#chunks;
    if (first === undefined) return "";
    return (this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)).toString("utf8");
  }

  #abort(): void {
    this.#controller?.abort(new Error("attempt ended"));
  }
}

function endAtDeadline(attempt: Attempt): void {
  attempt.onDeadline();
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name, typeof value === "string" ? value : value.join(", ")]);
  }
  return Object.fromEntries(flat);
}
