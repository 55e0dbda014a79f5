import { expect, test } from "vitest";
import { rollupsByChannel } from "#db/queries/rollups.ts";
import { windowParts } from "#lib/domain/overview/window.ts";
import { waitingDelivery } from "./audit-cases.ts";
import { auditWorld } from "./audit-world.ts";

test("a delivery that is cancelled counts as such in the overview", async () => {
  await using world = await auditWorld();
  const id = await waitingDelivery(world);
  await world.run("deliveries.cancel", { id });
  const counts = rollupsByChannel(world.engine.context.db, windowParts("1h", Date.now()));
  expect([...counts.values()]).toMatchObject([{ delivered: 0, failed: 0, cancelled: 1 }]);
});
