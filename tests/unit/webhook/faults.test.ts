import { errors } from "undici";
import { describe, expect, test } from "vitest";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { AttemptFault, type ConnectPhase } from "#lib/webhook/attempt-fault.ts";
import { connectFault, namingOf, requestFault } from "#lib/webhook/faults.ts";

const HOST = "jira.example.com:8443";
const coded = (code: string, message = "Said."): Error => Object.assign(new Error(message), { code });
const parserError = (reason: string): Error =>
  Object.assign(new Error(`Response does not match the HTTP/1.1 protocol (${reason})`), {
    name: "HTTPParserError",
  });

const UNRESOLVED = "The name jira.example.com:8443 could not be resolved";
const REFUSED = "jira.example.com:8443 refused the connection: check that the service is running";
const ROUTE = "check the route and the firewall between Tocsin and it.";
const EXHAUSTED = "the machine that Tocsin runs on has no sockets, ports or memory left.";
const CLOSED = "jira.example.com:8443 closed the connection before its answer was complete";
const NOT_HTTP = "The answer of jira.example.com:8443 is not HTTP/1.1: check that the URL";
const FRAMING = "The answer of jira.example.com:8443 does not say its length as HTTP asks";
const TLS_BROKE = "jira.example.com:8443 broke the TLS connection";
const NO_TLS = "jira.example.com:8443 did not complete a TLS handshake";
const STOPPED = "Tocsin stopped before jira.example.com:8443 had answered.";
const UNSENDABLE = "The request to jira.example.com:8443 can't be sent (Said.)";

describe("before there is a connection", () => {
  const rows: [phase: ConnectPhase, outcome: Outcome, sentence: string, ...codes: string[]][] = [
    ["lookup", "dns_failed", UNRESOLVED, "ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"],
    ["lookup", "dns_failed", UNRESOLVED, "EAI_ADDRFAMILY", "EAI_FAMILY", "EAI_MEMORY", "EAI_SERVICE"],
    ["lookup", "dns_failed", UNRESOLVED, "EAI_SYSTEM", "ENODATA", "ESERVFAIL", "EBADNAME", "ESOMETHING"],
    ["connect", "connection_refused", REFUSED, "ECONNREFUSED"],
    ["connect", "connection_refused", ROUTE, "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN"],
    ["connect", "connection_refused", ROUTE, "EACCES", "EPERM", "EAFNOSUPPORT", "EADDRNOTAVAIL", "EINVAL"],
    ["connect", "connection_refused", ROUTE, "ENETRESET", "ESOMETHING", "UND_ERR_PRX_CONN"],
    ["connect", "connection_refused", ROUTE, "UND_ERR_PRX_TLS", "UND_ERR_SOCKS5"],
    ["connect", "connection_refused", EXHAUSTED, "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EADDRINUSE"],
    ["connect", "connection_refused", EXHAUSTED, "UND_ERR_MAX_ORIGINS_REACHED"],
    ["connect", "connect_timeout", "did not answer the connection in time", "ETIMEDOUT"],
    ["connect", "connect_timeout", "did not answer the connection in time", "UND_ERR_CONNECT_TIMEOUT"],
    ["connect", "connect_timeout", "did not answer the connection in time", "ERR_SOCKET_CONNECTION_TIMEOUT"],
    ["connect", "connection_closed", CLOSED, "ECONNRESET", "ECONNABORTED", "EPIPE"],
    ["connect", "address_refused", UNSENDABLE, "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE"],
    ["connect", "address_refused", UNSENDABLE, "ERR_INVALID_IP_ADDRESS", "ERR_SOCKET_BAD_PORT"],
    ["connect", "address_refused", UNSENDABLE, "ERR_INVALID_URL"],
    ["handshake", "tls_failed", NO_TLS, "ECONNRESET", "EPIPE", "EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER"],
    [
      "handshake",
      "tls_failed",
      NO_TLS,
      "ERR_TLS_HANDSHAKE_TIMEOUT",
      "ERR_OSSL_EVP_UNSUPPORTED",
      "ESOMETHING",
    ],
    ["handshake", "connect_timeout", "did not complete the TLS handshake in time", "ETIMEDOUT"],
    ["handshake", "tls_failed", "it asks for a client certificate", "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"],
    [
      "handshake",
      "tls_failed",
      "it asks for a client certificate",
      "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
    ],
    ["handshake", "tls_failed", "asks for a client certificate", "ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE"],
    ["handshake", "tls_failed", "asks for a client certificate", "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN"],
  ];
  const cases = rows.flatMap(([phase, outcome, sentence, ...codes]) =>
    codes.map((code) => [code, phase, outcome, sentence] as const),
  );
  test.each(cases)("%s in the %s is %s", (code, phase, outcome, sentence) => {
    const fault = connectFault(coded(code), HOST, phase);
    expect(fault).toMatchObject({ outcome, message: expect.stringContaining(sentence) });
    expect(fault.code).toBe("TOCSIN_ATTEMPT_FAULT");
  });

  test("no error at all is named by the phase", () => {
    expect(connectFault(null, HOST, "connect").outcome).toBe("connection_refused");
    expect(connectFault(null, HOST, "handshake").outcome).toBe("tls_failed");
  });

  test.each<[Outcome, ...codes: string[]]>([
    ["connection_refused", "ECONNREFUSED", "ECONNREFUSED"],
    ["connect_timeout", "ECONNREFUSED", "ETIMEDOUT"],
    ["connection_refused", "ENETUNREACH", "ECONNREFUSED"],
    ["connection_closed", "ENETUNREACH", "ECONNRESET"],
  ])("of several addresses: %s of %s and %s", (outcome, ...codes) => {
    const error = new AggregateError(codes.map((code) => coded(code)));
    expect(connectFault(error, HOST, "connect").outcome).toBe(outcome);
  });
});

describe("once the request is on its way", () => {
  const rows: [outcome: Outcome, sentence: string, ...errors: Error[]][] = [
    ["connection_closed", CLOSED, coded("ECONNRESET"), coded("EPIPE"), coded("ECONNABORTED")],
    ["connection_closed", CLOSED, coded("ENOTCONN"), coded("ESHUTDOWN"), coded("ERR_SOCKET_CLOSED")],
    ["connection_closed", CLOSED, coded("ETIMEDOUT"), coded("ERR_STREAM_DESTROYED"), coded("ESOMETHING")],
    ["connection_closed", CLOSED, coded("ERR_STREAM_PREMATURE_CLOSE"), coded("ERR_STREAM_WRITE_AFTER_END")],
    [
      "connection_closed",
      CLOSED,
      new errors.SocketError("other side closed"),
      new errors.SocketError("closed"),
    ],
    ["connection_closed", CLOSED, new errors.InformationalError("reset"), new errors.HeadersTimeoutError()],
    ["connection_closed", CLOSED, new errors.BodyTimeoutError(), new errors.ResponseExceededMaxSizeError()],
    ["connection_closed", CLOSED, coded("UND_ERR"), coded("UND_ERR_RESPONSE"), coded("UND_ERR_REQ_RETRY")],
    ["connection_closed", CLOSED, coded("UND_ERR_REDIRECT_MAX"), coded("UND_ERR_WS_MESSAGE_SIZE_EXCEEDED")],
    ["connection_closed", CLOSED, parserError("Invalid EOF state")],
    ["connection_closed", STOPPED, new errors.ClientDestroyedError(), new errors.ClientClosedError()],
    ["connection_closed", STOPPED, new errors.RequestAbortedError(), coded("UND_ERR_ABORT")],
    ["address_refused", UNSENDABLE, new errors.InvalidArgumentError("Said."), coded("ERR_INVALID_CHAR")],
    ["address_refused", UNSENDABLE, new errors.InvalidReturnValueError("Said.")],
    [
      "address_refused",
      UNSENDABLE,
      new errors.NotSupportedError("Said."),
      coded("UND_ERR_BPL_MISSING_UPSTREAM"),
    ],
    ["address_refused", UNSENDABLE, new errors.RequestContentLengthMismatchError("Said.")],
    ["address_refused", UNSENDABLE, coded("ERR_WEBASSEMBLY_NOT_SUPPORTED")],
    ["bad_response", FRAMING, new errors.ResponseContentLengthMismatchError()],
    ["bad_response", FRAMING, parserError("Invalid character in Content-Length")],
    ["bad_response", FRAMING, parserError("Content-Length can't be present with Transfer-Encoding")],
    ["bad_response", "its headers are too large (over 16 KiB)", new errors.HeadersOverflowError()],
    ["bad_response", "switches to another protocol", new errors.SocketError("bad upgrade")],
    [
      "bad_response",
      NOT_HTTP,
      new errors.SocketError("bad response"),
      parserError("Expected HTTP/"),
      coded("HPE_X"),
    ],
    ["tls_failed", TLS_BROKE, coded("EPROTO"), coded("ERR_SSL_BAD_RECORD_TYPE"), coded("ERR_TLS_X")],
    ["tls_failed", "asks for a client certificate", coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")],
  ];
  const cases = rows.flatMap(([outcome, sentence, ...all]) =>
    all.map((error) => ({
      what: `${Reflect.get(error, "code") ?? error.name}: ${error.message}`,
      error,
      outcome,
      sentence,
    })),
  );
  test.each(cases)("$what is $outcome", ({ error, outcome, sentence }) => {
    const fault = requestFault(error, HOST);
    expect(fault).toMatchObject({ outcome, message: expect.stringContaining(sentence) });
  });

  test("a fault that has a name keeps it", () => {
    const fault = new AttemptFault("certificate_changed", "Said.");
    expect(requestFault(fault, HOST)).toBe(fault);
    expect(connectFault(fault, HOST, "handshake")).toBe(fault);
  });
});

test("every error that undici exports has a row of its own", () => {
  const codes = Object.values(errors).flatMap((Kind) => {
    const code: unknown = Reflect.get(Reflect.construct(Kind, ["x", "X", {}]), "code");
    return typeof code === "string" && code.startsWith("UND_ERR") ? [code] : [];
  });
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) expect([code, namingOf(code)]).toEqual([code, expect.any(Function)]);
});
