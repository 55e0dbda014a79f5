import { ROLES, type Role, SCOPES, type Scope } from "#lib/domain/people/actor.ts";
import { type Api, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { idsOfPeople } from "../../support/database.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

/** Stands in every name of this installation: whoever may not read must never get it. */
export const CANARY = "Kanarie";

const PASSWORD = "correct horse battery";

/** An installation with one of each thing, a user of each role, and a key of each scope. */
export type World = AsyncDisposable & {
  tocsin: Tocsin;
  visitors: Record<Role, Visitor>;
  keys: Record<Scope, Api>;
  /** The id of one thing, by the folder of its page. */
  ids: Record<string, string>;
  /** Somebody without a session. */
  stranger(): Visitor;
};

export async function makeWorld(): Promise<World> {
  const tocsin = await startTocsin();
  const made = SCOPES.map((scope) => [scope, connect(tocsin, [scope])] as const);
  const ids = await makeThings(connect(tocsin, ["manage", "ingest"]), tocsin);
  const signedIn: [Role, Visitor][] = [];
  for (const role of ROLES) signedIn.push([role, await signedInAs(tocsin, role)]);
  return {
    tocsin,
    visitors: Object.fromEntries(signedIn) as Record<Role, Visitor>,
    keys: Object.fromEntries(made) as Record<Scope, Api>,
    ids,
    stranger: () => new Visitor(tocsin.url),
    [Symbol.asyncDispose]: () => tocsin[Symbol.asyncDispose](),
  };
}

async function makeThings(api: Api, tocsin: Tocsin): Promise<Record<string, string>> {
  await using receiver = await startReceiver();
  const { id: webhooks } = await api.createChannel({ name: `${CANARY} channel`, url: receiver.url });
  const { id: rules } = await api.createRule({ name: `${CANARY} rule` });
  const { results } = await api.post({
    alert_id: "disk",
    alert_title: `${CANARY} alert`,
    source_name: CANARY,
    category: CANARY,
  });
  const { id: deliveries } = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
  const source = await api.request<{ id: string }>("POST", "/api/v1/sources", {
    body: { name: `${CANARY} source` },
  });
  await createUser(tocsin, "viewer", "somebody");
  return {
    ...idsOfPeople(tocsin.dataDir),
    webhooks,
    rules,
    deliveries,
    alerts: "disk",
    new: "alerts",
    sources: source.body.id,
    types: "prometheus",
  };
}

async function signedInAs(tocsin: Tocsin, role: Role): Promise<Visitor> {
  await createUser(tocsin, role, role);
  const visitor = new Visitor(tocsin.url);
  const { error } = await visitor.signIn(`${role}@${CANARY}.example`, PASSWORD);
  if (error !== null) throw new Error(error);
  return visitor;
}

async function createUser({ dataDir }: Tocsin, role: Role, name: string): Promise<void> {
  const email = `${name}@${CANARY}.example`;
  const args = ["--email", email, "--name", `${CANARY} ${name}`, "--role", role, "--password-file", "-"];
  await cli(["user", "create", ...args], { dataDir, stdin: `${PASSWORD}\n` });
}
