import {
  AttemptFault,
  badResponse,
  type ConnectPhase,
  connectionClosed,
  connectTimeout,
  dnsFault,
  headersRefused,
  protocolSwitched,
  unsendable,
} from "./attempt-fault.ts";

type Phase = ConnectPhase | "request";

/** An error: its code, its text, and how far the attempt got. */
type Cause = { host: string; code: string; text: string; phase: Phase };

type Naming = (cause: Cause) => AttemptFault;

/** Names a failure to connect: ECONNREFUSED is `connection_refused`. `host` has its port. */
export function connectFault(error: unknown, host: string, phase: ConnectPhase): AttemptFault {
  return faultOf(error, host, phase);
}

/** Names what undici or the socket reported after the request had started. */
export function requestFault(error: unknown, host: string): AttemptFault {
  return faultOf(error, host, "request");
}

function faultOf(error: unknown, host: string, phase: Phase): AttemptFault {
  if (error instanceof AttemptFault) return error;
  const codes = codesOf(error);
  const code = codesInOrder.find((one) => codes.includes(one)) ?? codes[0] ?? "unknown error";
  const naming = namingOf(code) ?? unknownIn[phase];
  return naming({ host, code, text: error instanceof Error ? error.message : "", phase });
}

/** The row of a code; undefined if it has none, and then the phase of the attempt decides. */
export const namingOf = (code: string): Naming | undefined =>
  named.get(code) ?? patterns.find(([pattern]) => pattern.test(code))?.[1];

const closed: Naming = ({ host, code, phase }) =>
  phase === "handshake"
    ? tlsFailed(host, `did not complete a TLS handshake (${code})`)
    : connectionClosed(host);

const refused: Naming = ({ host }) =>
  new AttemptFault(
    "connection_refused",
    `${host} refused the connection: check that the service is running and that the port in the URL is right.`,
  );

const unreachable: Naming = ({ host, code }) =>
  new AttemptFault(
    "connection_refused",
    `No connection to ${host} could be made (${code}): check the route and the firewall between Tocsin and it.`,
  );

const exhausted: Naming = ({ host, code }) =>
  new AttemptFault(
    "connection_refused",
    `No connection to ${host} could be made (${code}): the machine that Tocsin runs on has no sockets, ports or memory left.`,
  );

const silent: Naming = ({ host, phase }) =>
  phase === "request" ? connectionClosed(host) : connectTimeout(host, phase);

const unresolved: Naming = ({ host, code }) => dnsFault(host, code);

const stopped: Naming = ({ host }) =>
  new AttemptFault("connection_closed", `Tocsin stopped before ${host} had answered.`);

const unfit: Naming = ({ host, text, code }) => unsendable(host, text || code);

const framing: Naming = ({ host }) =>
  badResponse(host, "does not say its length as HTTP asks", "check the receiver, or the proxy before it");

const tooLarge: Naming = ({ host }) => headersRefused(host, "too large (over 16 KiB)");

/** For undici, a closed connection and an unreadable answer have the same code; only the message differs. */
const socketFault: Naming = (cause) => {
  if (cause.text === "bad upgrade") return protocolSwitched(cause.host);
  return cause.text === "bad response" ? notHttp(cause) : closed(cause);
};

/** llhttp says only in its text what it refused; it also reports a connection that ended in the middle. */
const notHttp: Naming = (cause) => {
  if (cause.text.includes("Invalid EOF state")) return connectionClosed(cause.host);
  return /Content-Length|Transfer-Encoding/.test(cause.text)
    ? framing(cause)
    : badResponse(cause.host, "is not HTTP/1.1");
};

const tls: Naming = ({ host, code, phase }) =>
  tlsFailed(
    host,
    `${phase === "request" ? "broke the TLS connection" : "did not complete a TLS handshake"} (${code})`,
  );

const tlsFailed = (host: string, what: string): AttemptFault =>
  new AttemptFault(
    "tls_failed",
    `${host} ${what}: check that the port in the URL speaks https, and the TLS settings of the server.`,
  );

const wantsCertificate: Naming = ({ host, code }) =>
  new AttemptFault(
    "tls_failed",
    `${host} asks for a client certificate (${code}), and Tocsin has none: let its server take requests without one.`,
  );

const mayWantCertificate: Naming = ({ host, code }) =>
  new AttemptFault(
    "tls_failed",
    `${host} broke off the TLS handshake (${code}): it asks for a client certificate, which Tocsin has not, or takes no cipher of Tocsin's; check the TLS settings of the server.`,
  );

/** If several addresses failed in different ways, the upper row counts. */
const rows: readonly (readonly [naming: Naming, ...codes: string[]])[] = [
  [silent, "ETIMEDOUT", "ERR_SOCKET_CONNECTION_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"],
  [refused, "ECONNREFUSED"],
  [closed, "ECONNRESET", "ECONNABORTED", "EPIPE", "ENOTCONN", "ESHUTDOWN", "ERR_SOCKET_CLOSED"],
  [
    closed,
    "ERR_STREAM_DESTROYED",
    "ERR_STREAM_PREMATURE_CLOSE",
    "ERR_STREAM_WRITE_AFTER_END",
    "UND_ERR_INFO",
  ],
  [closed, "UND_ERR", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_RES_EXCEEDED_MAX_SIZE"],
  [
    closed,
    "UND_ERR_RESPONSE",
    "UND_ERR_REQ_RETRY",
    "UND_ERR_REDIRECT_MAX",
    "UND_ERR_WS_MESSAGE_SIZE_EXCEEDED",
  ],
  [unreachable, "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EACCES", "EPERM", "EAFNOSUPPORT"],
  [
    unreachable,
    "EADDRNOTAVAIL",
    "EINVAL",
    "ENETRESET",
    "UND_ERR_PRX_CONN",
    "UND_ERR_PRX_TLS",
    "UND_ERR_SOCKS5",
  ],
  [exhausted, "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EADDRINUSE", "UND_ERR_MAX_ORIGINS_REACHED"],
  [unresolved, "ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME", "EAI_ADDRFAMILY"],
  [unresolved, "EAI_FAMILY", "EAI_MEMORY", "EAI_SERVICE", "EAI_SYSTEM", "ENODATA", "ESERVFAIL", "EBADNAME"],
  [stopped, "UND_ERR_DESTROYED", "UND_ERR_CLOSED", "UND_ERR_ABORT", "UND_ERR_ABORTED"],
  [unfit, "UND_ERR_INVALID_ARG", "UND_ERR_INVALID_RETURN_VALUE", "UND_ERR_NOT_SUPPORTED"],
  [
    unfit,
    "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH",
    "UND_ERR_BPL_MISSING_UPSTREAM",
    "ERR_WEBASSEMBLY_NOT_SUPPORTED",
  ],
  [unfit, "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE", "ERR_INVALID_CHAR", "ERR_INVALID_IP_ADDRESS"],
  [unfit, "ERR_SOCKET_BAD_PORT", "ERR_INVALID_URL"],
  [framing, "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"],
  [tooLarge, "UND_ERR_HEADERS_OVERFLOW"],
  [socketFault, "UND_ERR_SOCKET"],
  [notHttp, "HTTPParserError"],
  [tls, "EPROTO"],
];

const named: ReadonlyMap<string, Naming> = new Map(
  rows.flatMap(([naming, ...codes]) => codes.map((code) => [code, naming] as const)),
);

const codesInOrder = [...named.keys()];

/** Families of codes, narrow before wide. A TLS alert about a certificate means ours, and Tocsin has none. */
const patterns: readonly (readonly [pattern: RegExp, naming: Naming])[] = [
  [/^HPE_/, notHttp],
  [/^ERR_SSL_.*_ALERT_HANDSHAKE_FAILURE$/, mayWantCertificate],
  [/^ERR_SSL_.*_ALERT_.*CERTIFICATE/, wantsCertificate],
  [/^ERR_(SSL|TLS|OSSL)_/, tls],
];

const unknownIn: Record<Phase, Naming> = {
  lookup: unresolved,
  connect: unreachable,
  handshake: tls,
  request: closed,
};

/** The codes of an error; of several if several addresses were tried. */
function codesOf(error: unknown): string[] {
  const errors: unknown[] = error instanceof AggregateError ? [...error.errors, error] : [error];
  return errors.flatMap((one) => {
    if (!(one instanceof Error)) return [];
    if ("code" in one && typeof one.code === "string") return [one.code];
    // Errors of undici's parser have no code.
    return one.name === "HTTPParserError" ? [one.name] : [];
  });
}
