import { expect, test } from "vitest";
import { changeLines } from "#components/audit/change-words.ts";
import { openWriter } from "#db/client.ts";
import { rotateKey } from "#lib/data-folder/rotate-key.ts";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import { type VerbName, verbs } from "#lib/engine/verbs/verbs.ts";
import { until } from "../../../support/until.ts";
import { aChannel, CASES, deliveriesIn, post } from "./audit-cases.ts";
import { auditWorld, SECRETS } from "./audit-world.ts";

const names = Object.keys(verbs) as VerbName[];

const byAdmin = { by: "user Ada" };

test("every verb has a line in the table", () => {
  expect(Object.keys(CASES).sort()).toEqual([...names].sort());
});

/** What the engine and the command line change by themselves, without a verb. */
const WITHOUT_VERB = ["jobs.end", "key.rotate", "backups.restore"];
/** They change nothing that anybody would ask for later. */
const UNRECORDED = [
  "alerts.accept",
  "api-keys.touch",
  "senders.note",
  "sources.ask-for-subscription",
  "sources.catch",
  "sources.show-caught",
  "sessions.touch",
  "config.plan",
  "engine.ping",
];

test("an action is named like the verb, and every verb that changes something is one", () => {
  const recorded = names.filter((name) => !UNRECORDED.includes(name));
  expect([...AUDIT_ACTIONS].sort()).toEqual([...recorded, ...WITHOUT_VERB].sort());
});

test.each(names)("%s leaves exactly its rows", async (verb) => {
  await using world = await auditWorld();
  const { input, actor, leaves } = await CASES[verb](world);
  const before = world.rows().length;
  const output = await world.run(verb, input, actor);
  const rows = world.rows().slice(before);
  const by = actor === undefined ? byAdmin : actor.kind === "nobody" ? { by: "nobody nobody" } : {};
  // The verbs are one union here; each case has the output of its own.
  const expected = (leaves as (output: unknown) => object[])(output);
  expect(rows).toEqual(expected.map((row) => expect.objectContaining({ ...by, ...row })));
  expect(rows.some(({ action }) => action === verb)).toBe(!UNRECORDED.includes(verb));
  for (const { details } of rows) expect(codesShown(details)).toEqual([]);
  for (const secret of Object.values(SECRETS)) expect(JSON.stringify(world.rows())).not.toContain(secret);
});

/** The lines of a change that still show a code such as `rule_deleted` where people read words. */
const codesShown = (details: string | null): object[] =>
  changeLines(JSON.parse(details ?? "null")).filter(
    (line) => "text" in line && /^[a-z]+([_-][a-z]+)+$/.test(line.text),
  );

/** Pinging and ending a session that there is not are no faults. */
const refusable = names.filter((name) => name !== "engine.ping" && name !== "users.sign-out");

test.each(refusable)("%s leaves none where it is refused", async (verb) => {
  await using world = await auditWorld();
  const before = world.rows();
  await expect(async () => world.run(verb, {}, { kind: "nobody" })).rejects.toThrow();
  expect(world.rows()).toEqual(before);
});

test("a job leaves one row when it starts and one when it ends", async () => {
  await using world = await auditWorld();
  const { input } = await CASES["alerts.set-status-by-job"](world);
  const before = world.rows().length;
  const { jobId: targetId } = await world.run("alerts.set-status-by-job", input);
  const rows = await until("the job's end", async () => {
    const since = world.rows().slice(before);
    return since.some(({ action }) => action === "jobs.end") ? since : undefined;
  });
  expect(rows).toEqual([
    expect.objectContaining({ ...byAdmin, action: "alerts.set-status-by-job", targetId }),
    expect.objectContaining({ action: "jobs.end", targetId }),
  ]);
});

test("a channel that answers 410 is disabled by the system, with one row however many are in flight", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const before = world.rows().length;
  const all = Promise.withResolvers<void>();
  world.receiver.answer = async (_, index) => {
    if (index === 2) all.resolve();
    await all.promise;
    return { status: 410 };
  };
  for (const alertId of ["a", "b", "c"]) await post(world, alertId);
  await until("the end of three deliveries", async () => deliveriesIn(world, "failed").length === 3);
  const rows = world.rows().slice(before);
  expect(rows.filter(({ by }) => by.startsWith("system"))).toEqual([
    {
      by: "system system",
      action: "channels.update",
      targetId: id,
      targetName: "Jira",
      details: JSON.stringify({ enabled: false, because: "gone" }),
    },
  ]);
});

test("a rotation of the key file leaves one row, by the command line", async () => {
  await using world = await auditWorld();
  await aChannel(world);
  const before = world.rows().length;
  const connection = openWriter(world.env.databaseFile);
  const secrets = rotateKey(connection, world.env.secretKeyFile, () => {});
  connection.sqlite.close();
  expect(secrets).toBe(4);
  expect(world.rows().slice(before)).toEqual([
    {
      by: "cli cli",
      action: "key.rotate",
      targetId: null,
      targetName: null,
      details: JSON.stringify({ secrets: 4 }),
    },
  ]);
});
