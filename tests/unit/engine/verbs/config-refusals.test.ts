import { expect, test } from "vitest";
import { aChannel } from "./audit-cases.ts";
import { auditWorld, SECRETS } from "./audit-world.ts";
import { apply, everything, faultsOf, plain, plan } from "./config-world.ts";

test("all that is wrong is told at once, each at its place, and changes nothing", async () => {
  await using world = await auditWorld();
  const stored = everything(world);
  const ops = plain(world, "Ops");
  const faults = await faultsOf(
    apply(world, {
      channels: [
        ops,
        { ...ops, name: "ops " },
        { name: "Meta", url: "http://169.254.169.254/" },
        { name: 5 },
      ],
      rules: [
        { name: "R", channels: ["Ops", "Nobody", "Meta"], colour: "red" },
        { name: "S", channels: ["Ops", "Nobody", "Meta"] },
        { name: "T", channels: [] },
      ],
      access_requests: [
        { channel: "Nobody", events: ["access_management_access_request"] },
        { channel: "Ops", events: [] },
      ],
      sources: [{ type: "nagios" }, { type: "grafana", fields: {} }, { type: "json", secret: "x" }],
      users: [{ email: "ada", name: "Ada", role: "boss" }],
    }),
  );
  const places = faults.map((fault) => fault.slice(0, fault.indexOf(": ")));
  expect(places).toEqual([
    "users[0] (ada).email",
    "users[0] (ada).role",
    "channels[3].name",
    "channels[3].url",
    "channels[1] (ops).name",
    "channels[2] (Meta).url",
    "sources[0] (nagios).type",
    "sources[1] (grafana).fields",
    "sources[2].name",
    "sources[2].secret",
    "rules[0] (R).colour",
    "rules[1] (S).channels[1]",
    "rules[2] (T).channels",
    "access_requests[0] (Nobody).channel",
    "access_requests[1] (Ops).events",
  ]);
  expect(everything(world)).toEqual(stored);
  expect(await faultsOf(apply(world, { chanels: [], rules: {} }))).toEqual([
    "rules: rules must be a list.",
    'chanels: "chanels" is not a known field: check its spelling or leave it out.',
  ]);
});

test("the last admin stays, and may hand over within one document", async () => {
  await using world = await auditWorld();
  const password = SECRETS.user;
  await world.run("users.create", { email: "ada@example.com", name: "Ada", role: "admin", password });
  await world.run("users.create", { email: "eve@example.com", name: "Eve", role: "viewer", password });
  const stored = everything(world);
  expect(await faultsOf(apply(world, { channels: [plain(world, "Ops")], users: [] }))).toEqual([
    "users (ada@example.com): Ada is the last active admin and can't be deleted: make another active user an admin first.",
  ]);
  expect(everything(world)).toEqual(stored);
  const users = [
    { email: "ADA@example.com", name: "Ada", role: "viewer" },
    { email: "eve@example.com", name: "Eve", role: "admin" },
  ];
  const { changes } = await apply(world, { users });
  expect(changes.map(({ name, members }) => [name, members.map(({ path }) => path)])).toEqual([
    ["ADA@example.com", ["email", "role"]],
    ["eve@example.com", ["role"]],
  ]);
});

test("another version than the planned one is refused, also after another secret alone", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const { version } = await plan(world, { rules: [] });
  const auth = { type: "basic", username: "ada", password: "another" };
  await world.run("channels.update", { id, changes: { auth } });
  const stored = everything(world);
  await expect(apply(world, { rules: [] }, version)).rejects.toMatchObject({ code: "conflict" });
  expect(everything(world)).toEqual(stored);
  expect((await apply(world, { rules: [] })).changes).toHaveLength(2);
});

test("only the command line plans and applies", async () => {
  await using world = await auditWorld();
  for (const verb of ["config.plan", "config.apply"] as const)
    await expect(world.run(verb, { document: {}, version: null })).rejects.toMatchObject({
      code: "forbidden",
    });
});

test("500 channels are replaced at once, and the limit counts what will be", async () => {
  await using world = await auditWorld();
  const many = (prefix: string) =>
    Array.from({ length: 500 }, (_, index) => plain(world, `${prefix}${index}`));
  await apply(world, { channels: many("a"), rules: [{ name: "One", channels: ["a0"] }] });
  const began = performance.now();
  const { changes } = await apply(world, { channels: many("b"), rules: [{ name: "One", channels: ["b0"] }] });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(changes).toHaveLength(1_001);
  const tooMany = [...many("b"), plain(world, "one-more")];
  await expect(apply(world, { channels: tooMany })).rejects.toMatchObject({
    issues: [{ path: "channels", message: expect.stringContaining("501") }],
  });
}, 120_000);
