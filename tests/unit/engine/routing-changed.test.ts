import { expect, test, vi } from "vitest";
import { Dispatcher } from "#lib/engine/delivery/dispatcher.ts";
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

test("while rules are edited, what is in flight and what waits is delivered as if nothing had happened", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  await world.run("channels.update", { id, changes: { max_in_flight: 1 } });
  const rule = await world.run("rules.create", { name: "Made", channels: [id] });
  const answer = Promise.withResolvers<{ status: number }>();
  world.receiver.answer = () => answer.promise;
  const alerts = Array.from({ length: 10 }, (_, index) => `alert ${index}`);
  for (const alertId of alerts) await post(world, alertId);
  await world.receiver.waitFor(1);
  using reset = vi.spyOn(Dispatcher.prototype, "reset");

  for (const enabled of [false, true, false])
    await world.run("rules.update", { id: rule.id, changes: { enabled } });
  answer.resolve({ status: 200 });
  const requests = await world.receiver.waitFor(alerts.length);
  const arrived = requests.map(({ rawBody }) => JSON.parse(String(rawBody)).alert_id);
  expect(arrived).toEqual(alerts);
  expect(reset).not.toHaveBeenCalled();

  await world.run("channels.update", { id, changes: { max_in_flight: 3 } });
  expect(reset).toHaveBeenCalledWith(id);
});
