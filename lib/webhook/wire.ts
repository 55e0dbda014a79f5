import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { CertificateReport } from "#lib/domain/delivery/outcome.ts";
import { InterimAnswers } from "./interim-answers.ts";

/** What is told of the connection that its request was written to. */
export type WireUser = {
  onWire(wire: Wire): void;
  /** The answer took more bytes of the connection than any that is worth reading. */
  onWireOverflow(): void;
  onTooManyInterimAnswers(): void;
};

/** Room for 64 KiB of body in chunks of a byte, its headers, and 1xx answers before it. */
const MAX_BYTES_PER_ANSWER = 1024 * 1024;

/** A connection, seen from beside undici: which request it serves, and what arrives for it. */
export class Wire {
  readonly socket: Socket;
  /** For the connection's first request. */
  certificate: CertificateReport | null;
  /** undici names the last error; TLS tells the cause in the first. */
  firstError: Error | null = null;
  readonly #interim = new InterimAnswers();
  #user: WireUser | null = null;
  #requests = 0;
  #bytesBefore = 0;

  constructor(socket: Socket, certificate: CertificateReport | null) {
    this.socket = socket;
    this.certificate = certificate;
  }

  /** The connection has served a request before the present one. */
  get reused(): boolean {
    return this.#requests > 1;
  }

  /** A byte of the present request's answer has arrived. */
  get answering(): boolean {
    return this.socket.bytesRead > this.#bytesBefore;
  }

  /** The user's request is written next. */
  serve(user: WireUser): void {
    this.#requests++;
    this.#bytesBefore = this.socket.bytesRead;
    this.#interim.expect();
    this.#user = user;
    user.onWire(this);
    this.certificate = null;
  }

  /** What undici gets to read of a chunk. */
  pass(chunk: Buffer): Buffer | null {
    const rest = this.#interim.passOver(chunk);
    if (this.#interim.tooMany) this.#user?.onTooManyInterimAnswers();
    return rest;
  }

  onReadable(): void {
    if (this.socket.bytesRead - this.#bytesBefore > MAX_BYTES_PER_ANSWER) this.#user?.onWireOverflow();
  }
}

const wires = new WeakMap<object, Wire>();
let starting: WireUser | null = null;

/**
 * Watches a connection before undici gets it: undici has no limit for a status line or a chunk extension without
 * end, and none for interim answers.
 * @param certificate told to the connection's first user
 */
export function watchWire(socket: Socket, certificate: CertificateReport | null): void {
  const wire = new Wire(socket, certificate);
  wires.set(socket, wire);
  socket.on("readable", () => wire.onReadable());
  socket.on("error", (error) => {
    wire.firstError ??= error;
  });
  const read = socket.read.bind(socket);
  // undici reads by this method alone.
  socket.read = (size?: number) => {
    for (;;) {
      const chunk: Buffer | null = read(size);
      const rest = chunk === null ? null : wire.pass(chunk);
      if (chunk === null || rest !== null) return rest;
    }
  };
}

/** To be called as undici starts a request: it writes its headers, and names the socket, before it returns. */
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
