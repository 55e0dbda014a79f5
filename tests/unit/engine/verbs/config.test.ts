import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { readRoutingTable } from "#db/queries/rules.ts";
import { inDatabase } from "../../../support/database.ts";
import { until } from "../../../support/until.ts";
import { post } from "./audit-cases.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";
import { apply, document, everything, exported, MAIL, plain, plan } from "./config-world.ts";

test("a document makes all that it describes, and nothing the second time", async () => {
  await using world = await auditWorld();
  const wanted = document(world);
  const planned = await plan(world, wanted);
  const applied = await apply(world, wanted, planned.version);
  expect(applied.changes).toEqual(planned.changes);
  expect(applied.changes.map(({ act, section, name }) => `${act} ${section} ${name}`)).toEqual([
    "create users bob@example.com",
    "create channels Jira",
    "create channels Ops",
    "create sources prometheus",
    "create sources sentry",
    "create sources Sensors",
    "create rules Disks",
    "create rules Nights",
    "create rules Everything",
    "delete rules All alerts",
    "delete rules Tocsin itself",
    "create access_requests Ops",
  ]);
  expect(applied.signingSecrets.map(({ channel }) => channel)).toEqual(["Jira", "Ops"]);
  expect(applied.invites).toEqual([{ email: MAIL.email, link: expect.stringMatching(/^\/invite\?token=/) }]);
  const stored = everything(world);
  expect((await plan(world, wanted)).changes).toEqual([]);
  const again = await apply(world, wanted);
  expect(again).toEqual({ changes: [], signingSecrets: [], invites: [] });
  expect(everything(world)).toEqual(stored);
});

test("what was exported changes nothing", async () => {
  await using world = await auditWorld();
  await apply(world, document(world));
  const stored = everything(world);
  expect(await apply(world, exported(world))).toMatchObject({ changes: [] });
  expect(everything(world)).toEqual(stored);
});

test("a plan changes nothing", async () => {
  await using world = await auditWorld();
  const stored = everything(world);
  await plan(world, document(world));
  expect(everything(world)).toEqual(stored);
});

test("an absent section is left alone, and what a present one lacks is deleted", async () => {
  await using world = await auditWorld();
  await apply(world, document(world));
  const before = exported(world);
  const { changes } = await apply(world, { sources: [], users: [MAIL] });
  expect(changes.map(({ act, name }) => `${act} ${name}`)).toEqual([
    "delete prometheus",
    "delete sentry",
    "delete Sensors",
  ]);
  expect(exported(world)).toEqual({ ...before, sources: [] });
});

test("a deleted channel leaves the rules that a document says nothing of, and its deliveries are cancelled", async () => {
  await using world = await auditWorld();
  world.receiver.answer = () => ({ status: 503 });
  await apply(world, { channels: [plain(world, "Ops")], rules: [{ name: "To Ops", channels: ["Ops"] }] });
  await post(world);
  const { changes } = await apply(world, { channels: [] });
  expect(changes).toEqual([
    {
      section: "channels",
      act: "delete",
      name: "Ops",
      members: [],
      effect: { waiting: 1, disabledReason: null },
    },
    {
      section: "rules",
      act: "change",
      name: "To Ops",
      members: [
        { path: "enabled", from: true, to: false },
        { path: "channels", from: ["Ops"], to: [] },
      ],
    },
  ]);
  expect(statesIn(world)).toEqual(["cancelled"]);
});

/** The states of all deliveries. */
const statesIn = ({ env }: AuditWorld): unknown[] =>
  inDatabase(env.dataDir, (sqlite) => sqlite.prepare("SELECT state FROM deliveries").pluck().all());

test("an apply also cancels what an apply that was killed left waiting", async () => {
  await using world = await auditWorld();
  world.receiver.answer = () => ({ status: 503 });
  await apply(world, { channels: [plain(world, "Ops")] });
  await post(world);
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare("UPDATE channels SET deleted_at = 1").run());
  expect(statesIn(world)).toEqual(["pending"]);
  await apply(world, { sources: [] });
  expect(statesIn(world)).toEqual(["cancelled"]);
});

test("a plan tells that a document enables what Tocsin disabled, and what is sent then", async () => {
  await using world = await auditWorld();
  const ops = plain(world, "Ops");
  world.receiver.answer = () => ({ status: 410 });
  await apply(world, { channels: [ops] });
  await post(world);
  await until("the channel is disabled", async () => exported(world).channels[0]?.enabled === false);
  const { changes } = await plan(world, { channels: [ops] });
  expect(changes).toEqual([
    {
      section: "channels",
      act: "change",
      name: "Ops",
      members: [{ path: "enabled", from: false, to: true }],
      effect: { waiting: 0, disabledReason: expect.stringContaining("410 Gone") },
    },
  ]);
});

test("what changes between the checks and the transaction counts", async () => {
  await using world = await auditWorld();
  let connections = 0;
  const meanwhile = createServer(async (socket) => {
    if (connections++ === 0) await world.run("channels.create", plain(world, "Meanwhile"));
    socket.destroy();
  });
  meanwhile.listen(0, "127.0.0.1");
  await once(meanwhile, "listening");
  const { port } = meanwhile.address() as AddressInfo;
  await apply(world, { channels: [{ name: "Slow", url: `https://127.0.0.1:${port}/` }] });
  meanwhile.close();
  expect(connections).toBe(2);
  expect(exported(world).channels.map(({ name }) => name)).toEqual(["Slow"]);
});

test("names are compared without regard to case, and what swaps its settings is changed", async () => {
  await using world = await auditWorld();
  const { url } = world.receiver;
  await apply(world, {
    channels: [
      { name: "A", url: `${url}/a` },
      { name: "B", url: `${url}/b` },
    ],
  });
  const { changes } = await apply(world, {
    channels: [
      { name: "b", url: `${url}/a` },
      { name: "A", url: `${url}/b` },
    ],
  });
  expect(changes).toEqual([
    {
      section: "channels",
      act: "change",
      name: "A",
      members: [{ path: "url", from: `${url}/a`, to: `${url}/b` }],
    },
    {
      section: "channels",
      act: "change",
      name: "b",
      members: [
        { path: "name", from: "B", to: "b" },
        { path: "url", from: `${url}/b`, to: `${url}/a` },
      ],
    },
  ]);
});

test("rules of one name are told apart by what they do", async () => {
  await using world = await auditWorld();
  const rules = [
    { name: "Same", channels: "all", set_priority: "High" },
    { name: "same", channels: "all", set_priority: "Low" },
  ];
  await apply(world, { rules });
  const { changes } = await apply(world, { rules: [rules[1]] });
  expect(changes).toEqual([{ section: "rules", act: "delete", name: "Same", members: [] }]);
});

test("a plan tells which of the last events would go elsewhere", async () => {
  await using world = await auditWorld();
  await apply(world, { channels: [plain(world, "Ops"), plain(world, "Dev")] });
  await post(world, "disk");
  await post(world, "memory");
  const conditions = [{ field: "alert_id", operator: "is", value: "disk" }];
  const { backTest } = await plan(world, {
    channels: [plain(world, "Dev"), plain(world, "Night")],
    rules: [
      { name: "Disks", channels: ["Dev", "Night"], filters: { match: "all", conditions } },
      { name: "Others", channels: ["Dev"] },
    ],
  });
  expect(backTest.tested).toBe(2);
  expect(backTest.moved.map(({ alertId, gains, loses }) => ({ alertId, gains, loses }))).toEqual([
    { alertId: "memory", gains: [], loses: ["Ops"] },
    { alertId: "disk", gains: ["Night"], loses: ["Ops"] },
  ]);
  expect((await plan(world, exported(world))).backTest.moved).toEqual([]);
  expect(readRoutingTable(world.engine.context.db, 0).channels).toHaveLength(2);
});
