import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "#lib/domain/people/actor.ts";
import { type Api, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const password = "correct horse battery";
const file = "app/(console)/alerts/actions.ts";
const action = (name: string): ActionRef => ({ file, name, page: "/alerts" });

let tocsin: Tocsin;
let api: Api;
let visitors: Record<Role, Visitor>;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
  await api.post({ alert_id: "a", alert_title: "Disk almost full" });
  visitors = {
    admin: await signedIn("admin"),
    operator: await signedIn("operator"),
    viewer: await signedIn("viewer"),
  };
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function signedIn(role: Role): Promise<Visitor> {
  const email = `${role}@example.com`;
  const args = ["user", "create", "--email", email, "--name", role, "--role", role, "--password-file", "-"];
  await cli(args, { dataDir: tocsin.dataDir, stdin: password });
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
  return visitor;
}

const resolved = { status: "Resolved", remark: "" };
/** What the list, read now, says that it knows. */
const asOf = async () => (await api.get<{ as_of: string }>("/api/v1/alerts")).body.as_of;
const CHANGES: [name: string, args: () => Promise<unknown[]>][] = [
  ["changeStatus", async () => ["a", resolved]],
  ["changeStatusOfMany", async () => [["a"], await asOf(), resolved]],
  ["changeStatusOfFound", async () => [{ status: "Open" }, await asOf(), resolved]],
];

describe.each(CHANGES)("%s", (name, args) => {
  test.each(ROLES)("as %s", async (role) => {
    await api.post({ alert_id: "a", status: "Open" });
    const result = await visitors[role].act(action(name), await args());
    const allowed = role !== "viewer";
    expect(result.ok).toBe(allowed);
    if (!result.ok) expect(result.message).toBe("Your role does not allow this: ask an admin.");
    if (allowed) await until("the change", async () => (await api.alert("a")).status === "Resolved");
    const { status, initiated_by } = await api.alert("a");
    expect([status, initiated_by]).toEqual(allowed ? ["Resolved", role] : ["Open", null]);
  });
});

test.each([
  ["changeStatusOfFound", [null, "", resolved]],
  ["changeStatusOfFound", [{ q: 7 }, "", resolved]],
  ["changeStatusOfFound", [{}, "", { status: "Closed" }]],
  ["changeStatusOfFound", [{}, "1a", resolved]],
  ["changeStatusOfMany", ["a", "", resolved]],
  ["changeStatusOfMany", [["a"], "1a", resolved]],
  ["changeStatus", [{ id: "a" }, resolved]],
])("%s refuses what no page sends: case %#", async (name, args) => {
  expect(await visitors.admin.act(action(name), args)).toMatchObject({ ok: false });
});

test("a viewer sees how far a job is, and can't stop it", async () => {
  const started = await visitors.admin.act<{ id: string }>(action("changeStatusOfFound"), [
    {},
    await asOf(),
    resolved,
  ]);
  const id = started.ok ? started.value.id : "";
  const job = (name: string): ActionRef => ({ ...action(name), file: "app/(console)/jobs/actions.ts" });
  expect(await visitors.viewer.act(job("readJobs"), [[id]])).toMatchObject({ value: { jobs: [{ id }] } });
  expect(await visitors.viewer.act(job("stopJob"), [id])).toMatchObject({ ok: false });
  expect(await visitors.operator.act(job("stopJob"), [id])).toMatchObject({ ok: true, value: { id } });
  expect(await visitors.operator.act(job("stopJob"), [{ id }])).toMatchObject({ ok: false });
});

test("a viewer's list and page offer no change", async () => {
  for (const path of ["/alerts", "/alerts/a"]) {
    const shown = async (role: Role) => (await visitors[role].request(path)).text();
    expect(await shown("viewer")).toContain("Disk almost full");
    expect(await shown("viewer")).not.toMatch(/Actions for|>Resolve<|Select all/);
    expect(await shown("operator")).toMatch(/Actions for|Resolve|Reopen/);
  }
});
