import { expect, test, vi } from "vitest";
import { aChannel, post } from "./verbs/audit-cases.ts";
import { auditWorld } from "./verbs/audit-world.ts";

test("a change of a rule or of the Access Requests opens no channel's secrets anew, a change of the channel does", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  await post(world, "before");
  await world.receiver.waitFor(1);
  const opened = vi.spyOn(world.engine.context, "open");

  const rule = await world.run("rules.create", { name: "Made", channels: [id] });
  await world.run("rules.update", { id: rule.id, changes: { enabled: false } });
  await world.run("rules.delete", { id: rule.id });
  await world.run("access-requests.set", {
    channels: [{ channel_id: id, events: ["access_management_access_request"] }],
  });
  await post(world, "after");
  await world.receiver.waitFor(2);
  expect(opened).not.toHaveBeenCalled();

  await world.run("channels.update", { id, changes: { max_in_flight: 3 } });
  expect(opened).toHaveBeenCalled();
});
