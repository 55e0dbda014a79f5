import { createSign, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { Visitor } from "./visitor.ts";

type Claims = Record<string, unknown>;

export type OpenidProvider = AsyncDisposable & {
  /** Its issuer, without a trailing slash. */
  readonly url: string;
  /** What it says of people, by what they type as their log-in. */
  readonly people: Map<string, Claims>;
  /** Changes the claims of the next ID tokens, which are signed after that. */
  forge: ((claims: Claims) => Claims) | null;
  /** Signs what is forged with a key that the provider does not publish, but calls it by the same name. */
  forgesWithStrangeKey: boolean;
  /** The paths of the requests so far. */
  readonly paths: readonly string[];
  /**
   * Walks from an address of the provider through its log-in page, like a browser. Resolves with the address
   * that it leads back to.
   */
  logIn(address: string, login: string): Promise<string>;
};

export const CLIENT = { id: "tocsin", secret: "client-s3cret-of-tocsin" };

type Options = {
  /** Tocsin's address, without a trailing slash. */
  tocsinUrl: string;
  /** A free port where it is left out. */
  port?: number;
  /** What the client and the claims are, beyond the defaults. */
  configuration?: Configuration;
  client?: Record<string, string>;
};

/**
 * A real OpenID provider on loopback with its own log-in page, which takes any password: `await using provider
 * = await startOpenidProvider({ tocsinUrl })`.
 */
export async function startOpenidProvider(options: Options): Promise<OpenidProvider> {
  const server = createServer().listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Claims>();
  const paths: string[] = [];
  const [key, strangeKey] = [newKey(), newKey()];
  const provider = new Provider(url, configurationOf(options, key.jwk, people));
  const started: OpenidProvider = {
    url,
    people,
    forge: null,
    forgesWithStrangeKey: false,
    paths,
    logIn: (address, login) => logIn(url, address, login),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
  provider.use(async (context, next) => {
    await next();
    const { sign } = started.forgesWithStrangeKey ? strangeKey : key;
    forgeToken(context, started.forge, sign);
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    paths.push(request.url?.split("?")[0] ?? "");
    void answer(request, response);
  });
  return started;
}

function configurationOf(options: Options, jwk: object, people: Map<string, Claims>): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${options.tocsinUrl}/api/auth/callback/oidc`],
        ...options.client,
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ["a key of the tests"] },
    scopes: ["openid", "email", "profile", "groups"],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username"],
      groups: ["groups"],
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...people.get(sub), sub }) }),
    loadExistingGrant: grantAll,
    // In seconds. Those that are not set are told of on the console.
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    ...options.configuration,
  };
}

/** Nobody is asked for consent. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId ?? "",
    accountId: oidc.session?.accountId ?? "",
  });
  grant.addOIDCScope("openid email profile groups");
  await grant.save();
  return grant;
}

function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid: "tests", alg: "RS256", use: "sig" };
  const sign = (claims: Claims): string => {
    const parts = [{ alg: "RS256", typ: "JWT", kid: "tests" }, claims];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  };
  return { jwk, sign };
}

/** oidc-provider sets `oidc` for its own routes. */
type Answering = { oidc?: { route?: string }; body: unknown };

function forgeToken(
  context: Answering,
  forge: OpenidProvider["forge"],
  sign: (claims: Claims) => string,
): void {
  if (forge === null || context.oidc?.route !== "token") return;
  const body = context.body as { id_token?: string };
  const payload = body.id_token?.split(".")[1];
  if (payload === undefined) return;
  const claims: Claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  context.body = { ...body, id_token: sign(forge(claims)) };
}

async function logIn(url: string, address: string, login: string): Promise<string> {
  const browser = new Visitor(url);
  const page = await locationOf(browser, address);
  const form = new URLSearchParams({ prompt: "login", login, password: "any" });
  const after = await locationOf(browser, page, { method: "POST", body: form });
  return locationOf(browser, after);
}

/** Where an address leads to. */
async function locationOf(browser: Visitor, address: string, init?: RequestInit): Promise<string> {
  const { pathname, search } = new URL(address, "http://provider");
  const answer = await browser.request(pathname + search, init);
  const location = answer.headers.get("location");
  if (location !== null) return location;
  throw new Error(`The provider answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}
