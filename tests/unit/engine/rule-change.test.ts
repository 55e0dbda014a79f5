import { expect, test, vi } from "vitest";
import { auditWorld } from "./audit-world.ts";

test("a change of a rule opens no channel anew: with many of them that would hold everything up", async () => {
  await using world = await auditWorld();
  const settings = { name: "Jira", url: world.receiver.url };
  const { channel } = await world.run("channels.create", settings);
  const open = vi.spyOn(world.engine.context, "open");
  const rule = await world.run("rules.create", { name: "All", channels: "all" });
  await world.run("rules.update", { id: rule.id, changes: { enabled: false } });
  await world.run("rules.delete", { id: rule.id });
  await world.run("access-requests.set", { channels: [] });
  expect(open).not.toHaveBeenCalled();
  await world.run("channels.update", { id: channel.id, changes: { name: "Other" } });
  expect(open).toHaveBeenCalled();
});
