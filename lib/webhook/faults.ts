import type { CertificateReport, Outcome } from "#lib/domain/outcome.ts";

/**
 * Why an attempt ended without a full answer. Its code is of our own: undici takes some of its own codes, coming
 * from a connector, as an order to connect again without end.
 */
export class AttemptFault extends Error {
  readonly code = "TOCSIN_ATTEMPT_FAULT";
  readonly outcome: Outcome;
  readonly certificate: CertificateReport | null;

  /** @param message one plain sentence for an on-call person, naming the host */
  constructor(outcome: Outcome, message: string, certificate: CertificateReport | null = null) {
    super(message);
    this.outcome = outcome;
    this.certificate = certificate;
  }
}

/** How far a connection had come. */
export type ConnectPhase = "lookup" | "connect" | "handshake";

/** Names what went wrong before there was a connection. `host` is as in the URL, with its port. */
export function connectFault(error: unknown, host: string, phase: ConnectPhase): AttemptFault {
  if (error instanceof AttemptFault) return error;
  const codes = codesOf(error);
  const code = codes[0] ?? "unknown error";
  if (phase === "handshake") {
    return new AttemptFault("tls_failed", `${host} did not complete a TLS handshake (${code}): ${TLS_HINT}`);
  }
  if (codes.includes("ETIMEDOUT")) return connectTimeout(host, phase);
  if (codes.includes("ECONNREFUSED")) {
    return new AttemptFault(
      "connection_refused",
      `${host} refused the connection: check that the service is running and that the port in the URL is right.`,
    );
  }
  if (codes.includes("ECONNRESET")) return connectionClosed(host);
  if (phase === "lookup") return dnsFault(host, code);
  return new AttemptFault(
    "connection_refused",
    `No connection to ${host} could be made (${code}): check the route and the firewall between Tocsin and it.`,
  );
}

const TLS_HINT = "check that the port in the URL speaks https, and the TLS settings of the server.";

/** A name that does not resolve; `EAI_AGAIN` means that no DNS server answered. */
export function dnsFault(host: string, code: string): AttemptFault {
  const hint =
    code === "EAI_AGAIN"
      ? "its DNS server did not answer: check the network of the machine that Tocsin runs on."
      : "check the host in the URL and the DNS of the machine that Tocsin runs on.";
  return new AttemptFault("dns_failed", `The name ${host} could not be resolved (${code}): ${hint}`);
}

/** The connect timer ran out in this phase. */
export function connectTimeout(host: string, phase: ConnectPhase): AttemptFault {
  const messages = {
    lookup: `The look-up of ${host} took too long: check the DNS of the machine that Tocsin runs on.`,
    connect: `${host} did not answer the connection in time: check the host, the port and the firewall between.`,
    handshake: `${host} did not complete the TLS handshake in time: check that the port in the URL speaks https.`,
  };
  return new AttemptFault("connect_timeout", messages[phase]);
}

/** Names what undici or the socket reported once the request was on its way. */
export function requestFault(error: unknown, host: string): AttemptFault {
  if (error instanceof AttemptFault) return error;
  const code = codesOf(error)[0] ?? "";
  if (code === "UND_ERR_INVALID_ARG") return unsendable(host, textOf(error));
  if (isBadResponse(error, code)) return badResponse(host, "is not HTTP/1.1");
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code === "EPROTO") {
    return new AttemptFault("tls_failed", `The TLS connection to ${host} broke (${code}): ${TLS_HINT}`);
  }
  if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
    return new AttemptFault("connection_closed", `Tocsin stopped before ${host} had answered.`);
  }
  return connectionClosed(host);
}

/** The connection ended before the answer did. */
export function connectionClosed(host: string): AttemptFault {
  return new AttemptFault(
    "connection_closed",
    `${host} closed the connection before its answer was complete: check the logs of the receiver.`,
  );
}

/** The answer breaks HTTP or a limit; `fault` continues the sentence "The answer of … ". */
export function badResponse(host: string, fault: string): AttemptFault {
  return new AttemptFault(
    "bad_response",
    `The answer of ${host} ${fault}: check that the URL points to an HTTP endpoint.`,
  );
}

/** The request can't be put on the wire as it is; final, like an address that is refused. */
export function unsendable(host: string, detail: string): AttemptFault {
  return new AttemptFault(
    "address_refused",
    `The request to ${host} can't be sent (${detail}): check the URL and the headers of the channel.`,
  );
}

/** undici tells these from a connection that ended by the message alone; the tests hold it to that. */
function isBadResponse(error: unknown, code: string): boolean {
  if (code === "UND_ERR_HEADERS_OVERFLOW") return true;
  if (code === "UND_ERR_SOCKET") return /^bad (response|upgrade)$/.test(textOf(error));
  return (
    error instanceof Error && error.name === "HTTPParserError" && !error.message.includes("Invalid EOF state")
  );
}

/** The codes of an error and, where several addresses were tried, of each of them. */
function codesOf(error: unknown): string[] {
  const errors: unknown[] = error instanceof AggregateError ? [...error.errors, error] : [error];
  return errors.flatMap((one) => {
    const code = typeof one === "object" && one !== null && "code" in one ? one.code : undefined;
    return typeof code === "string" ? [code] : [];
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
