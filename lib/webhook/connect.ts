import { isIP, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import type { CertificateReport } from "#lib/domain/delivery/outcome.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";
import { AttemptFault, connectionClosed } from "./attempt-fault.ts";
import { type HandshakeFacts, judgeCertificate, type TrustPolicy } from "./certificate.ts";
import { ConnectClock, type ConnectSpans } from "./connect-clock.ts";
import { type ConnectOptions, openConnection, type Target } from "./open-connection.ts";
import { peerCertificate } from "./peer-certificate.ts";
import { watchWire } from "./wire.ts";

/** A connection whose address and certificate are accepted. */
export type Established = {
  socket: Socket;
  certificate: AcceptedCertificate | null;
  /** What the receiver showed; null without TLS. */
  peer: PeerCertificate | null;
  spans: ConnectSpans;
};

type AcceptedCertificate = Pick<CertificateReport, "caVouched" | "pinTo">;

/**
 * Makes undici's connector for one channel. All its errors are AttemptFaults.
 * @param stored what the channel trusts according to the database
 * @param isWanted whether an attempt still waits for a connection; if not, this refuses, and undici stops
 * reconnecting
 */
export function createConnector(
  options: ConnectOptions,
  stored: TrustPolicy,
  isWanted: () => boolean,
): buildConnector.connector {
  let trust = stored;
  return (request, callback) => {
    if (!isWanted()) {
      process.nextTick(callback, connectionClosed(request.host ?? request.hostname), null);
      return;
    }
    establish(
      request,
      options,
      () => trust,
      (fault, established) => {
        if (fault !== null) return callback(fault, null);
        const { socket, certificate, peer, spans } = established;
        if (certificate !== null) trust = remember(trust, certificate);
        const news = certificate === null ? null : report(certificate, trust, stored);
        watchWire(socket, { spans, certificate: news, peer });
        callback(null, socket);
      },
    );
  };
}

/**
 * Connects, and calls back once: with an accepted socket on which nothing was sent yet, or with the fault.
 * @param trust read after the handshake, because another connection may have pinned its certificate meanwhile
 */
export function establish(
  request: buildConnector.Options,
  options: ConnectOptions,
  trust: () => TrustPolicy,
  callback: (...result: [AttemptFault, null] | [null, Established]) => void,
): void {
  const target = targetOf(request);
  const refused = refuseLiteral(target, options);
  if (refused !== null) {
    process.nextTick(callback, refused, null);
    return;
  }
  const clock = new ConnectClock(isIP(target.hostname) === 0 ? "lookup" : "connect");
  const fail = (fault: AttemptFault) => {
    fault.connection = clock.spans;
    callback(fault, null);
  };
  openConnection(target, options, clock, (unopened, socket) => {
    if (unopened !== null) return fail(unopened);
    const dead = deadFault(socket, target.host);
    const leaf = target.secure ? (socket as TLSSocket).getPeerX509Certificate() : undefined;
    const peer = peerCertificate(leaf);
    const verdict = dead ?? (target.secure ? judge(socket as TLSSocket, leaf, target, trust()) : null);
    if (!(verdict instanceof AttemptFault))
      return callback(null, { socket, certificate: verdict, peer, spans: clock.spans });
    socket.destroy();
    verdict.peer = peer;
    fail(verdict);
  });
}

function targetOf({ hostname, host, protocol, port }: buildConnector.Options): Target {
  const secure = protocol === "https:";
  const serverName = hostname.replace(/\.$/, "");
  return { hostname, host: host ?? hostname, serverName, port: Number(port) || (secure ? 443 : 80), secure };
}

/** Judges an IP literal, for which Node never calls `lookup`. */
function refuseLiteral(target: Target, { guard }: ConnectOptions): AttemptFault | null {
  return isIP(target.hostname) === 0 ? null : guard.refuse(target.host, target.hostname, target.port);
}

function judge(
  socket: TLSSocket,
  leaf: HandshakeFacts["leaf"],
  target: Target,
  trust: TrustPolicy,
): AcceptedCertificate | AttemptFault {
  const facts: HandshakeFacts = {
    authorized: socket.authorized,
    authorizationError: socket.authorizationError == null ? null : String(socket.authorizationError),
    sessionReused: socket.isSessionReused(),
    leaf,
  };
  const verdict = judgeCertificate(facts, target.serverName, trust, Date.now());
  if (verdict.accept) return { caVouched: verdict.caVouched, pinTo: verdict.pinTo };
  const refused = { expected: verdict.expected, found: verdict.found };
  return new AttemptFault(verdict.outcome, verdict.message, { caVouched: false, pinTo: null, refused });
}

/** Trusts the new pin before it is stored, so that the next connection can't accept another certificate. */
function remember(trust: TrustPolicy, { caVouched, pinTo }: AcceptedCertificate): TrustPolicy {
  return { ...trust, pin: trust.pin ?? pinTo, metCaVouched: trust.metCaVouched || caVouched };
}

/**
 * Reports a new pin with each connection, because the attempt that should have stored it may have ended
 * before.
 */
function report(
  { caVouched }: AcceptedCertificate,
  trust: TrustPolicy,
  stored: TrustPolicy,
): CertificateReport {
  return { caVouched, pinTo: caVouched || stored.pin !== null ? null : trust.pin, refused: null };
}

/** The fault of a socket that closed at once. undici would reconnect for ever. */
function deadFault(socket: Socket, host: string): AttemptFault | null {
  if (socket.destroyed || !socket.writable || !socket.readable || socket.readableEnded) {
    return connectionClosed(host);
  }
  return null;
}
