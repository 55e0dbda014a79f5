import { once } from "node:events";
import { createServer } from "node:https";
import { oidcEnv } from "../support/oidc-world.ts";
import { startOpenidProvider } from "../support/openid-provider.ts";
import { type ReceivedRequest, startReceiver } from "../support/receiver.ts";

/** They stand in the folder and in what was read of it, so they never change. */
export const PORTS = { http: 23_937, https: 23_938, provider: 23_939, tocsin: 23_940 };

/** The environment of a Tocsin on such a folder: its own address, and the provider. */
export const ENV: Record<string, string> = {
  ...oidcEnv(PORTS.tocsin, `http://127.0.0.1:${PORTS.provider}`),
  BACKUP_EVERY: "off",
};

/** A certificate and its key, PEM. */
type Tls = { cert: string; key: string };

/** What the receivers answer by the first part of the path; what is not listed gets 200. */
const ANSWERS: Record<string, number> = { missing: 404, gone: 410, down: 503 };

/**
 * The receivers to which the channels of a version's folder lead. They answer as when it was made, until `recovered`
 * is set: then each answers 200.
 */
export async function startReceivers(tls: Tls) {
  const state = { recovered: false };
  const seen = new Set<string>();
  const plain = await startReceiver({ port: PORTS.http });
  plain.answer = ({ path, headers }) => {
    const [, begins = ""] = path.split("/");
    if (state.recovered) return { status: 200 };
    const attempt = `${path} ${headers["webhook-id"]}`;
    const isRepeat = seen.has(attempt);
    seen.add(attempt);
    if (begins === "flaky") return { status: isRepeat ? 200 : 503 };
    if (begins === "slow") return isRepeat ? "hang" : { status: 404 };
    return { status: ANSWERS[begins] ?? 200, body: begins === "slack" ? "ok" : "" };
  };
  const secure = await startSecureReceiver(tls);
  return {
    plain,
    /** The requests over HTTPS. */
    securely: secure.received,
    recover: () => {
      state.recovered = true;
    },
    async [Symbol.asyncDispose]() {
      secure.close();
      await plain.stop();
    },
  };
}

type Secured = Pick<ReceivedRequest, "path" | "headers">;

async function startSecureReceiver({ cert, key }: Tls) {
  const received: Secured[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    received.push({ path: request.url ?? "", headers: request.headers });
    request.resume().on("end", () => response.end());
  }).listen(PORTS.https, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { received, close };
}

/** The provider by which some of its users sign in. */
export async function startProvider() {
  const provider = await startOpenidProvider({
    tocsinUrl: `http://127.0.0.1:${PORTS.tocsin}`,
    port: PORTS.provider,
  });
  for (const login of ["olga", "piet"])
    provider.people.set(login, {
      email: `${login}@example.com`,
      email_verified: true,
      name: login === "olga" ? "Olga Petrova" : "Piet Jansen",
      groups: ["staff"],
    });
  return provider;
}
