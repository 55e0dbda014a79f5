import { getTableName } from "drizzle-orm";
import { expect, test } from "vitest";
import { TOLD } from "#db/change-triggers.ts";
import * as schema from "#db/schema/index.ts";
import type { Change } from "#lib/domain/live/change.ts";
import { type VerbName, verbs } from "#lib/engine/verbs/verbs.ts";
import { inDatabase } from "../../../support/database.ts";
import { until } from "../../../support/until.ts";
import { CASES } from "./audit-cases.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

type Name = keyof typeof TOLD;

const names = Object.keys(TOLD) as Name[];

/** Of no interest to a page: pages show them as they were when the page was asked for. */
const UNSHOWN: Name[] = ["audit", "installation", "idempotencyKeys", "seenEvents"];

/** The contents of each table, as text. */
const contents = ({ env }: AuditWorld): Map<string, string> =>
  inDatabase(env.dataDir, (sqlite) => {
    const rows = (name: string) => sqlite.prepare(`SELECT * FROM ${name}`).raw().all();
    return new Map(
      Object.entries(schema).map(([name, table]) => [name, JSON.stringify(rows(getTableName(table)))]),
    );
  });

test.each(Object.keys(verbs) as VerbName[])("%s tells of all that it changes", async (verb) => {
  await using world = await auditWorld();
  const { input, actor } = await CASES[verb](world);
  const told: Change[] = [];
  world.engine.changes.begin((changes) => told.push(...changes));
  const before = contents(world);
  await world.run(verb, input, actor);
  const after = contents(world);
  const changed = names.filter((name) => after.get(name) !== before.get(name) && !UNSHOWN.includes(name));
  const kinds = changed.flatMap((name) => TOLD[name]?.kind ?? []);
  // A table that tells nothing changes only together with one that does.
  expect(kinds.length > 0).toBe(changed.length > 0);
  await until("all to be told", async () => kinds.every((kind) => told.some((one) => one.kind === kind)));
});
