import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { CertificateReport } from "#lib/domain/delivery/outcome.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";
import type { ConnectSpans } from "./connect-clock.ts";
import { InterimAnswers } from "./interim-answers.ts";

/** Hears what happens on the connection that its request was written to. */
export type WireUser = {
  onWire(wire: Wire): void;
  /** The first byte of the final answer has arrived. */
  onFirstByte(): void;
  /** The answer took more bytes on the connection than MAX_BYTES_PER_ANSWER. */
  onWireOverflow(): void;
  onTooManyInterimAnswers(): void;
};

/** How a connection was made. The first two are reported to its first user only. */
type Made = {
  spans: ConnectSpans;
  certificate: CertificateReport | null;
  peer: PeerCertificate | null;
};

/** Enough for 64 KiB of body in chunks of one byte, the headers, and the 1xx answers before. */
const MAX_BYTES_PER_ANSWER = 1024 * 1024;

/** Watches a connection that undici uses: which request it serves, and what arrives. */
export class Wire {
  readonly socket: Socket;
  /** Reported with the connection's first request, then null. */
  certificate: CertificateReport | null;
  /** Reported with the connection's first request, then null. */
  spans: ConnectSpans | null;
  /** What the receiver showed in the handshake; null without TLS. */
  readonly peer: PeerCertificate | null;
  /** undici reports the last error, but with TLS the first one names the cause. */
  firstError: Error | null = null;
  readonly #interim = new InterimAnswers();
  #user: WireUser | null = null;
  #requests = 0;
  #bytesBefore = 0;
  #answerBegan = false;

  constructor(socket: Socket, { spans, certificate, peer }: Made) {
    this.socket = socket;
    this.spans = spans;
    this.certificate = certificate;
    this.peer = peer;
  }

  /** Whether the connection served another request before the present one. */
  get reused(): boolean {
    return this.#requests > 1;
  }

  /** Whether anything of the present request's answer has arrived. */
  get answering(): boolean {
    return this.socket.bytesRead > this.#bytesBefore;
  }

  /** The user's request is written next. */
  serve(user: WireUser): void {
    this.#requests++;
    this.#bytesBefore = this.socket.bytesRead;
    this.#answerBegan = false;
    this.#interim.expect();
    this.#user = user;
    user.onWire(this);
    this.certificate = null;
    this.spans = null;
  }

  /** The part of a chunk that undici may read. */
  pass(chunk: Buffer): Buffer | null {
    const rest = this.#interim.passOver(chunk);
    if (this.#interim.tooMany) this.#user?.onTooManyInterimAnswers();
    if (rest !== null && !this.#answerBegan) {
      this.#answerBegan = true;
      this.#user?.onFirstByte();
    }
    return rest;
  }

  onReadable(): void {
    if (this.socket.bytesRead - this.#bytesBefore > MAX_BYTES_PER_ANSWER) this.#user?.onWireOverflow();
  }
}

const wires = new WeakMap<object, Wire>();
let starting: WireUser | null = null;

/**
 * Watches a connection before undici gets it, because undici limits neither the length of a status line or a
 * chunk extension nor the number of interim answers.
 */
export function watchWire(socket: Socket, made: Made): void {
  const wire = new Wire(socket, made);
  wires.set(socket, wire);
  socket.on("readable", () => wire.onReadable());
  socket.on("error", (error) => {
    wire.firstError ??= error;
  });
  const read = socket.read.bind(socket);
  // undici reads with this method only.
  socket.read = (size?: number) => {
    for (;;) {
      const chunk: Buffer | null = read(size);
      const rest = chunk === null ? null : wire.pass(chunk);
      if (chunk === null || rest !== null) return rest;
    }
  };
}

/**
 * Call this when undici starts a request: before undici returns, it writes the headers and names the socket.
 */
export function startOnWire(user: WireUser): void {
  starting = user;
}

subscribe("undici:client:sendHeaders", (message) => {
  const user = starting;
  starting = null;
  if (user === null) return;
  const { socket } = message as { socket: Socket };
  wires.get(socket)?.serve(user);
});
