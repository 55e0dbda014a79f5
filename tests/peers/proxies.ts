import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { type Peer, startPeer } from "./programs.ts";

/** The name in both samples, and in the test's certificate. */
export const NAME = "tocsin.example.com";

export type ProxyOptions = {
  /** An empty folder for its configuration and its logs. */
  folder: string;
  /** Where Tocsin listens on loopback. */
  tocsinPort: number;
  /** PEM. */
  certificate: string;
  key: string;
};

export type ReverseProxy = AsyncDisposable & {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** Everything that it has printed so far. */
  output(): string;
};

/** Starts nginx with deploy/nginx.conf, of which only ports and paths are changed. */
export async function startNginx(options: ProxyOptions): Promise<ReverseProxy> {
  const { folder, tocsinPort } = options;
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const files = writeCertificate(options);
  const site = changed(sample("nginx.conf"), [
    ["listen [::]:80;", ""],
    ["listen 80;", `listen 127.0.0.1:${httpPort};`],
    ["listen [::]:443 ssl http2;", ""],
    ["listen 443 ssl http2;", `listen 127.0.0.1:${httpsPort} ssl http2;`],
    ["/etc/ssl/tocsin/fullchain.pem", files.certificate],
    ["/etc/ssl/tocsin/key.pem", files.key],
    ["/var/log/nginx/", `${folder}/`],
    ["127.0.0.1:3000", `127.0.0.1:${tocsinPort}`],
  ]);
  writeFileSync(join(folder, "tocsin.conf"), site);
  writeFileSync(join(folder, "nginx.conf"), aroundNginx(folder));
  const args = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
  const peer = await startPeer(
    "nginx",
    {},
    () => args,
    () => redirects(httpPort),
  );
  return { ...proxyOf(peer), httpPort, httpsPort };
}

/** What Debian's /etc/nginx/nginx.conf has around a site. Its compression is on there too. */
const aroundNginx = (folder: string): string => `daemon off;
master_process off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n  ")}
  access_log ${folder}/access.log;
  gzip on;
  include ${folder}/tocsin.conf;
}
`;

/** Starts Caddy with deploy/Caddyfile, of which only ports and paths are changed. */
export async function startCaddy(options: ProxyOptions): Promise<ReverseProxy> {
  const { folder, tocsinPort } = options;
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const files = writeCertificate(options);
  const text = changed(sample("Caddyfile"), [
    [
      "{\n\t# Without the query",
      `{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port ${httpPort}\n\thttps_port ${httpsPort}\n\t# Without the query`,
    ],
    ["# tls /etc/ssl/tocsin/fullchain.pem /etc/ssl/tocsin/key.pem", `tls ${files.certificate} ${files.key}`],
    ["127.0.0.1:3000", `127.0.0.1:${tocsinPort}`],
  ]);
  writeFileSync(join(folder, "Caddyfile"), text);
  const args = ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  const peer = await startPeer(
    "caddy",
    {},
    () => args,
    () => redirects(httpPort),
  );
  return { ...proxyOf(peer), httpPort, httpsPort };
}

const sample = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url)), "utf8");

/** Replaces each text wherever it stands. Throws if one isn't there: the sample has changed. */
function changed(text: string, changes: readonly [from: string, to: string][]): string {
  return changes.reduce((current, [from, to]) => {
    if (!current.includes(from)) throw new Error(`The sample has no ${JSON.stringify(from)}.`);
    return current.replaceAll(from, to);
  }, text);
}

function writeCertificate({ folder, certificate, key }: ProxyOptions) {
  const files = { certificate: join(folder, "fullchain.pem"), key: join(folder, "key.pem") };
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  return files;
}

const redirects = (httpPort: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${httpPort}/`, { redirect: "manual", headers: { host: NAME } }).then(
    ({ status }) => status === 308,
    () => false,
  );

const proxyOf = (peer: Peer) => ({
  output: () => peer.output(),
  [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
});
