import { isIP, type LookupFunction, connect as openTcp, type Socket } from "node:net";
import { connect as openTls } from "node:tls";
import type { AddressGuard } from "./addresses.ts";
import { type AttemptFault, connectionClosed, connectTimeout } from "./attempt-fault.ts";
import type { ConnectClock } from "./connect-clock.ts";
import { connectFault } from "./faults.ts";

/** What all connections of a channel share. */
export type ConnectOptions = {
  guard: AddressGuard;
  /** Milliseconds for look-up, connect and handshake together. */
  connectTimeoutMs: number;
};

/** Where a connection leads to. */
export type Target = { hostname: string; host: string; serverName: string; port: number; secure: boolean };

/** Each address of a name gets 1 s before the next is tried: a distant receiver may need that long. */
const ATTEMPT_PER_ADDRESS_MS = 1000;

type Opened = (...result: [AttemptFault, null] | [null, Socket]) => void;

/** Looks up, connects and, for https, does the TLS handshake; calls back once, within the connect timeout. */
export function openConnection(
  target: Target,
  { guard, connectTimeoutMs }: ConnectOptions,
  clock: ConnectClock,
  opened: Opened,
): void {
  const socket = openSocket(target, guard);
  let settled = false;

  const settle = (fault: AttemptFault | null) => {
    if (settled) return;
    settled = true;
    clock.stop();
    clearTimeout(timer);
    if (fault === null) return opened(null, socket);
    socket.destroy();
    opened(fault, null);
  };

  const timer = setTimeout(() => settle(connectTimeout(target.host, clock.phase)), connectTimeoutMs);
  socket.once("lookup", (error: Error | null) => {
    if (error === null) clock.enter("connect");
  });
  socket.once("connect", () => {
    const address = socket.remoteAddress;
    // The system no longer knows the other side of a connection that was closed at once.
    if (address === undefined) return settle(connectionClosed(target.host));
    const fault = guard.refuse(target.host, address, target.port);
    if (fault !== null || !target.secure) return settle(fault);
    clock.enter("handshake");
  });
  socket.once("secureConnect", () => settle(null));
  socket.on("error", (error) => settle(connectFault(error, target.host, clock.phase)));
  socket.once("close", () => settle(connectFault(null, target.host, clock.phase)));
}

function openSocket(target: Target, guard: AddressGuard): Socket {
  const options = {
    host: target.hostname,
    port: target.port,
    lookup: guardedLookup(guard, target.port),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_PER_ADDRESS_MS,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  };
  if (!target.secure) return openTcp(options);
  // judgeCertificate judges the certificate after the handshake, so the handshake must not fail on it.
  const tls = { rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] };
  return openTls({ ...options, ...tls, servername: isIP(target.hostname) === 0 ? target.serverName : "" });
}

function guardedLookup(guard: AddressGuard, port: number): LookupFunction {
  return (hostname, { all }, callback) => {
    guard.resolve(hostname, port).then(
      (addresses) => {
        const first = addresses[0];
        if (all || first === undefined) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (fault: AttemptFault) => callback(fault, []),
    );
  };
}
