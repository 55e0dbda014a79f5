import { createApiKey } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import type { OpenidProvider } from "../support/openid-provider.ts";
import { setUpSecondFactor } from "../support/second-factor.ts";
import type { Tocsin } from "../support/server.ts";
import { type ActionRef, Visitor } from "../support/visitor.ts";

export const ADMIN = "ada@example.com";
export const PASSWORD = "correct horse battery";

/** Users with a password; all have the same. */
const USERS = [
  ["Otto", "operator"],
  ["Vera", "viewer"],
  ["Dora", "viewer"],
  ["Tina", "operator"],
  ["Piet", "viewer"],
] as const;

/** The keys that come with the folder, by their names. */
export type Keys = Record<"ingest" | "read" | "operate" | "manage" | "revoked" | "elsewhere", string>;

export function makeKeys(dataDir: string): Keys {
  const make = (name: keyof Keys, scopes: Parameters<typeof createApiKey>[1], addresses?: string[]) =>
    createApiKey(dataDir, scopes, name, { addresses });
  return {
    ingest: make("ingest", ["ingest"]),
    read: make("read", ["read"]),
    operate: make("operate", ["operate"]),
    manage: make("manage", ["manage", "read", "operate"]),
    revoked: make("revoked", ["read"]),
    elsewhere: make("elsewhere", ["read"], ["192.0.2.0/24"]),
  };
}

/** Makes the users, disables one, and revokes a key. */
export async function makeUsers({ dataDir }: Tocsin): Promise<void> {
  const run = async (args: string[], stdin = "") => {
    const { code, stderr } = await cli(args, { dataDir, stdin });
    if (code !== 0) throw new Error(stderr);
  };
  for (const [name, role] of USERS) {
    const person = ["--email", `${name.toLowerCase()}@example.com`, "--name", name, "--role", role];
    await run(["user", "create", ...person, "--password-file", "-"], `${PASSWORD}\n`);
  }
  await run(["user", "disable", "dora@example.com"]);
  await run(["api-key", "revoke", "revoked"]);
}

/** What lets the folder's users in besides their password. */
export type WaysIn = {
  secondFactor: { secret: string; recoveryCodes: string[] };
  inviteToken: string;
  /** The cookies of the admin's session. */
  session: Record<string, string>;
};

const invite: ActionRef = {
  file: "app/(console)/settings/users/actions.ts",
  name: "inviteUser",
  page: "/settings/users/new",
};
const beginToLink: ActionRef = {
  file: "app/(console)/profile/single-sign-on-actions.ts",
  name: "beginToLink",
  page: "/profile/security",
};

/** Sets a second factor up, signs one user in by the provider, links another to it, and invites a third. */
export async function makeWaysIn({ url }: Tocsin, provider: OpenidProvider): Promise<WaysIn> {
  const secondFactor = await setUpSecondFactor(await signedIn(url, "tina@example.com"));
  await signInByProvider(url, provider, "olga");
  const piet = await signedIn(url, "piet@example.com");
  const toProvider = await resultOf(piet.act<{ url: string }>(beginToLink, []));
  await follow(piet, await provider.logIn(toProvider.url, "piet"));
  const admin = await signedIn(url, ADMIN);
  const person = { name: "Ines", email: "ines@example.com", role: "operator" };
  const { token } = await resultOf(admin.act<{ token: string }>(invite, [person]));
  return { secondFactor, inviteToken: token, session: Object.fromEntries(admin.cookies) };
}

async function signedIn(url: string, email: string): Promise<Visitor> {
  const visitor = new Visitor(url);
  const { error } = await visitor.signIn(email, PASSWORD);
  if (error !== null) throw new Error(`${email}: ${error}`);
  return visitor;
}

/** Signs a person of the provider in. Resolves with the visitor, and where it was led. */
export async function signInByProvider(url: string, provider: OpenidProvider, login: string) {
  const visitor = new Visitor(url);
  const address = await visitor.ledTo("/api/auth/oidc?next=%2Frules");
  if (address === null) throw new Error("It led nowhere.");
  return { visitor, led: await follow(visitor, await provider.logIn(address, login)) };
}

function follow(visitor: Visitor, address: string): Promise<string | null> {
  const { pathname, search } = new URL(address);
  return visitor.ledTo(pathname + search);
}

async function resultOf<T>(result: ReturnType<typeof Visitor.prototype.act<T>>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
