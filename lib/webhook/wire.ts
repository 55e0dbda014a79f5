import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { CertificateReport } from "#lib/domain/outcome.ts";

/** What is told of the connection that its request was written to. */
export type WireUser = {
  onWire(socket: Socket, certificate: CertificateReport | null): void;
  /** The answer took more bytes of the connection than any that is worth reading. */
  onWireOverflow(): void;
};

type Wire = { user: WireUser | null; bytesBefore: number; certificate: CertificateReport | null };

/** Room for 64 KiB of body in chunks of a byte, its headers, and 1xx answers before it. */
const MAX_BYTES_PER_ANSWER = 1024 * 1024;

const wires = new WeakMap<object, Wire>();
let starting: WireUser | null = null;

/**
 * Counts what arrives on a connection: undici has no limit for a status line or a chunk extension without end.
 * @param certificate told to the connection's first user
 */
export function watchWire(socket: Socket, certificate: CertificateReport | null): void {
  const wire: Wire = { user: null, bytesBefore: 0, certificate };
  wires.set(socket, wire);
  socket.on("readable", () => {
    if (wire.user !== null && socket.bytesRead - wire.bytesBefore > MAX_BYTES_PER_ANSWER)
      wire.user.onWireOverflow();
  });
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
  const wire = wires.get(socket);
  if (wire === undefined) return;
  user.onWire(socket, wire.certificate);
  wire.user = user;
  wire.bytesBefore = socket.bytesRead;
  wire.certificate = null;
});
