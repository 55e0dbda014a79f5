import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { Agent, fetch as undiciFetch } from "undici";
import { certify } from "../integration/webhook/certificates.ts";
import { type Api, connect } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { Visitor } from "../support/visitor.ts";
import { NAME, type ProxyOptions, type ReverseProxy } from "./proxies.ts";

/** The address of loopback that clients come from: another one than the proxy's. */
export const CLIENT = "127.0.0.2";

export const ADMIN = { email: "ada@example.com", password: "correct horse battery" };

/** A Tocsin behind a real proxy with TLS, by a CA that only this test trusts. */
export type BehindProxy = AsyncDisposable & {
  readonly proxy: ReverseProxy;
  /** The address outside, with its port. */
  readonly url: string;
  /** Asks Tocsin itself. */
  readonly api: Api;
  /** Fetches by HTTP/1.1 from `CLIENT`. */
  readonly fetch: typeof fetch;
  /** A browser at `CLIENT`, which speaks HTTP/2; `headers` go with each request. */
  browser(headers?: Record<string, string>): Visitor;
  /** Asks by HTTP/2; the protocol is what TLS agreed on. */
  overHttp2(path: string): Promise<{ protocol: string | null; status: number }>;
  stopTocsin(): Promise<void>;
  /** Starts it again at the same port. */
  startTocsin(): Promise<void>;
  /** Everything that the proxy has written, to files and to the terminal. */
  written(): string;
};

export async function startBehind(
  start: (options: ProxyOptions) => Promise<ReverseProxy>,
): Promise<BehindProxy> {
  const ca = await certify({ name: "A throwaway CA", ca: true });
  const { cert, key } = await certify({ name: NAME, by: ca });
  const folder = temporaryFolder();
  const dataDir = temporaryFolder();
  const port = await freePort();
  const startIt = () => startTocsin({ dataDir: dataDir.path, env: tocsinEnv(port) });
  let tocsin: Tocsin = await startIt();
  const proxy = await start({ folder: folder.path, tocsinPort: port, certificate: cert, key });
  const url = `https://${NAME}:${proxy.httpsPort}`;
  const [http1, http2] = [fetchFrom(ca.cert, false), fetchFrom(ca.cert, true)];
  return {
    proxy,
    url,
    api: connect(tocsin),
    fetch: http1.fetch,
    browser: (headers) => new Visitor(url, headers, http2.fetch),
    overHttp2: (path) => askHttp2(url, path, ca.cert),
    stopTocsin: async () => {
      await tocsin.stop();
    },
    startTocsin: async () => {
      tocsin = await startIt();
    },
    written: () => `${proxy.output()}\n${textIn(folder.path)}`,
    async [Symbol.asyncDispose]() {
      await Promise.all([http1.agent.destroy(), http2.agent.destroy()]);
      await proxy[Symbol.asyncDispose]();
      await tocsin[Symbol.asyncDispose]();
      for (const one of [folder, dataDir]) one[Symbol.dispose]();
    },
  };
}

/** Without BASE_URL, which would hide a proxy that loses the host's port or the protocol. */
const tocsinEnv = (port: number): Record<string, string> => ({
  PORT: String(port),
  TRUSTED_PROXIES: "127.0.0.1",
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
});

function fetchFrom(ca: string, allowH2: boolean): { agent: Agent; fetch: typeof fetch } {
  const agent = new Agent({ allowH2, localAddress: CLIENT, connect: { ca, lookup: toLoopback } });
  const fetchIt = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher: agent });
  return { agent, fetch: fetchIt as unknown as typeof fetch };
}

const toLoopback: LookupFunction = (_, { all }, found) =>
  all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);

async function askHttp2(url: string, path: string, ca: string) {
  const session = connectHttp2(url, { ca, lookup: toLoopback });
  try {
    await once(session, "connect");
    const stream = session.request({ ":path": path });
    const [headers] = await once(stream, "response");
    stream.resume();
    await once(stream, "end");
    return { protocol: session.alpnProtocol ?? null, status: Number(headers[":status"]) };
  } finally {
    session.destroy();
  }
}

const textIn = (folder: string): string =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");
