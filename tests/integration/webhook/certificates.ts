import { X509Certificate } from "node:crypto";
import { connect, createServer as createTcpServer } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";
import { listen } from "./raw-server.ts";

/** A certificate and its key, PEM. */
export type Certified = { cert: string; key: string; sha256: string };

export type CertificateChoices = {
  name?: string;
  /** Who signs it; itself where absent. */
  by?: Certified;
  ca?: boolean;
  /** Days from now. */
  from?: number;
  to?: number;
  /** Names the certificate is for. */
  hosts?: string[];
  /** Not for servers. */
  clientOnly?: boolean;
  /** With the key usage that most tools give a server's certificate: it may not sign others. */
  keyUsage?: boolean;
};

const DAY_MS = 24 * 3_600_000;

/** Makes a certificate: for jira.example.com, valid from yesterday for a month, unless told otherwise. */
export async function certify(choices: CertificateChoices = {}): Promise<Certified> {
  const { name = "jira.example.com", by, ca = false, from = -1, to = 30, hosts = [name] } = choices;
  const usage = ca
    ? [{ name: "keyUsage" as const, keyCertSign: true, cRLSign: true }]
    : [
        { name: "extKeyUsage" as const, serverAuth: !choices.clientOnly, clientAuth: true },
        ...(choices.keyUsage ? [{ name: "keyUsage" as const, digitalSignature: true }] : []),
      ];
  const altNames = hosts.map((value) => ({ type: 2 as const, value }));
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() + from * DAY_MS),
    notAfterDate: new Date(Date.now() + to * DAY_MS),
    ca: by === undefined ? undefined : { key: by.key, cert: by.cert },
    extensions: [
      { name: "basicConstraints", cA: ca, critical: true },
      ...usage,
      ...(ca ? [] : [{ name: "subjectAltName" as const, altNames }]),
    ],
  });
  return { cert: made.cert, key: made.private, sha256: new X509Certificate(made.cert).fingerprint256 };
}

/** A TLS server that shows the chain it is given, can change it, and counts what it receives after the handshake. */
export type TlsServer = {
  port: number;
  receivedBytes: () => number;
  /** The SNI of each connection, false where none was sent. */
  serverNames: (string | false | null)[];
  show(chain: readonly Certified[]): void;
  /** Ends the connections that stand. */
  hangUp(): void;
  close(): Promise<void>;
};

export type TlsServerChoices = {
  version?: "TLSv1.2" | "TLSv1.3";
  /** Written as soon as the handshake is done. */
  greeting?: string;
};

/** Starts a server on a free loopback port that answers every request with 200. */
export async function startTlsServer(
  chain: readonly Certified[],
  { version, greeting }: TlsServerChoices = {},
): Promise<TlsServer> {
  let bytes = 0;
  const serverNames: TlsServer["serverNames"] = [];
  const sockets = new Set<{ destroy(): void }>();
  const contextOf = (shown: readonly Certified[]) => ({
    cert: shown.map((one) => one.cert).join("\n"),
    key: shown[0]?.key,
  });
  const server = createServer({ ...contextOf(chain), maxVersion: version }, (socket) => {
    sockets.add(socket);
    serverNames.push(socket.servername);
    if (greeting !== undefined) socket.write(greeting);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      bytes += chunk.length;
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
  });
  server.on("tlsClientError", () => {});
  const port = await listen(server);
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    port,
    receivedBytes: () => bytes,
    serverNames,
    show: (shown) => server.setSecureContext(contextOf(shown)),
    hangUp,
    close: () => {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Passes connections on to `port`, what the server says held back and handed over at once. */
export async function startHoldingProxy(
  port: number,
  holdMs: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createTcpServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    let held: Buffer[] = [];
    const flush = () => {
      if (held.length > 0) client.write(Buffer.concat(held));
      held = [];
    };
    const timer = setInterval(flush, holdMs);
    upstream.on("data", (chunk) => held.push(chunk));
    client.pipe(upstream);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => clearInterval(timer));
    }
  });
  const listening = await listen(server);
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: listening, close };
}
