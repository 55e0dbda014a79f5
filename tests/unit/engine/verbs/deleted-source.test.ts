import { expect, test } from "vitest";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

function note(world: AuditWorld, source: string): Promise<void> {
  const counts = { hour: 1, posts: 1, alerts: 1, refused: 0 };
  const last = { lastReceivedAt: 1, lastAlertId: "disk", lastRefusedAt: null, lastRefusal: null };
  const input = { notes: [{ source, apiKeyId: "key_1", ...counts, ...last }] };
  return world.run("senders.note", input, { kind: "system" });
}

const sourcesIn = ({ env }: AuditWorld) =>
  inDatabase(env.dataDir, (sqlite) =>
    sqlite.prepare("SELECT source FROM senders UNION ALL SELECT source FROM sender_hours").pluck().all(),
  );

test("with a source of one's own its senders go, also those noted after it", async () => {
  await using world = await auditWorld();
  const { id } = await world.run("sources.create", { name: "Our CI" });
  await note(world, id);
  await note(world, "grafana");
  expect(sourcesIn(world)).toHaveLength(4);
  await world.run("sources.delete", { id });
  await note(world, id);
  expect(sourcesIn(world)).toEqual(["grafana", "grafana"]);
});
