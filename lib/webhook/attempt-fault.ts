import type { CertificateReport, Outcome } from "#lib/domain/delivery/outcome.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";
import type { ConnectSpans } from "./connect-clock.ts";

/**
 * Why an attempt ended without a full answer. It needs a code of its own: if a connector fails with certain
 * undici codes, undici reconnects for ever.
 */
export class AttemptFault extends Error {
  readonly code = "TOCSIN_ATTEMPT_FAULT";
  readonly outcome: Outcome;
  readonly certificate: CertificateReport | null;
  /** How far the connection got, if making it failed. */
  connection: ConnectSpans | null = null;
  /** The certificate that was refused. */
  peer: PeerCertificate | null = null;

  /** @param message one plain sentence for an on-call person, naming the host */
  constructor(outcome: Outcome, message: string, certificate: CertificateReport | null = null) {
    super(message);
    this.outcome = outcome;
    this.certificate = certificate;
  }
}

/** How far a connection got. */
export type ConnectPhase = "lookup" | "connect" | "handshake";

/** A name that does not resolve; `EAI_AGAIN` means that no DNS server answered. */
export function dnsFault(host: string, code: string): AttemptFault {
  const hint =
    code === "EAI_AGAIN"
      ? "its DNS server did not answer: check the network of the machine that Tocsin runs on."
      : "check the host in the URL and the DNS of the machine that Tocsin runs on.";
  return new AttemptFault("dns_failed", `The name ${host} could not be resolved (${code}): ${hint}`);
}

/** The connect timeout passed in this phase. */
export function connectTimeout(host: string, phase: ConnectPhase): AttemptFault {
  const messages = {
    lookup: `The look-up of ${host} took too long: check the DNS of the machine that Tocsin runs on.`,
    connect: `${host} did not answer the connection in time: check the host, the port and the firewall between.`,
    handshake: `${host} did not complete the TLS handshake in time: check that the port in the URL speaks https.`,
  };
  return new AttemptFault("connect_timeout", messages[phase]);
}

/** The connection ended before the answer did. */
export function connectionClosed(host: string): AttemptFault {
  return new AttemptFault(
    "connection_closed",
    `${host} closed the connection before its answer was complete: check the logs of the receiver.`,
  );
}

/** The answer breaks HTTP or a limit; `fault` continues the sentence "The answer of … ", `hint` ends it. */
export function badResponse(
  host: string,
  fault: string,
  hint = "check that the URL points to an HTTP endpoint",
): AttemptFault {
  return new AttemptFault("bad_response", `The answer of ${host} ${fault}: ${hint}.`);
}

/** @param limit which limit the headers broke: "too large (over 16 KiB)" */
export const headersRefused = (host: string, limit: string): AttemptFault =>
  badResponse(
    host,
    `can't be read, as its headers are ${limit}`,
    "check what the receiver, or a proxy before it, adds to them",
  );

/** A 101 ends HTTP on the connection. */
export const protocolSwitched = (host: string): AttemptFault =>
  badResponse(host, "switches to another protocol, which was not asked for");

/** The URL can't be read, or is neither http nor https. */
export const urlNotValid = (): AttemptFault => unsendable("the receiver", "its URL is not valid");

/** The request itself is invalid. Final, like a refused address. */
export function unsendable(host: string, detail: string): AttemptFault {
  return new AttemptFault(
    "address_refused",
    `The request to ${host} can't be sent (${detail}): check the URL and the headers of the channel.`,
  );
}
