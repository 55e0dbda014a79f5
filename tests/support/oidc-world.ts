import { freePort } from "./free-port.ts";
import { CLIENT, type OpenidProvider, startOpenidProvider } from "./openid-provider.ts";
import { startTocsin } from "./server.ts";
import { Visitor } from "./visitor.ts";

export const ADMIN = { email: "root@example.com", password: "correct horse battery" };

/** A person of the provider whom its claims make a viewer. */
export const OLGA = {
  email: "olga@example.com",
  email_verified: true,
  name: "Olga Petrova",
  groups: ["staff"],
};

export const oidcEnv = (port: number, issuer: string): Record<string, string> => ({
  PORT: String(port),
  BASE_URL: `http://127.0.0.1:${port}`,
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_NAME: "Acme ID",
  OIDC_ROLE_CLAIM: "groups",
  OIDC_ADMIN: "root",
  OIDC_OPERATOR: "ops",
  OIDC_VIEWER: "staff",
});

type WorldOptions = {
  env?: Record<string, string>;
  provider?: Partial<Parameters<typeof startOpenidProvider>[0]>;
};

/** A running Tocsin with the admin above, and an OpenID provider that knows Olga. */
export async function oidcWorld({ env, provider: options }: WorldOptions = {}) {
  const stack = new AsyncDisposableStack();
  const port = await freePort();
  const tocsinUrl = `http://127.0.0.1:${port}`;
  const provider = stack.use(await startOpenidProvider({ tocsinUrl, ...options }));
  provider.people.set("olga", OLGA);
  const admin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  const tocsin = stack.use(await startTocsin({ env: { ...admin, ...oidcEnv(port, provider.url), ...env } }));
  return { tocsin, provider, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

export type OidcWorld = Awaited<ReturnType<typeof oidcWorld>>;

/** Begins a sign-in. Resolves with the address at the provider. */
export async function begin(visitor: Visitor, next = "/"): Promise<string> {
  const address = await visitor.ledTo(`/api/auth/oidc?${new URLSearchParams({ next })}`);
  if (address === null) throw new Error("It led nowhere.");
  return address;
}

/** Signs a visitor in through the provider. Resolves with where that leads to. */
export async function signInBy(
  provider: OpenidProvider,
  visitor: Visitor,
  { login = "olga", next = "/" } = {},
): Promise<string | null> {
  const back = new URL(await provider.logIn(await begin(visitor, next), login));
  return visitor.ledTo(back.pathname + back.search);
}

export const visitorOf = ({ tocsin }: Pick<OidcWorld, "tocsin">): Visitor => new Visitor(tocsin.url);
