import { expect, test } from "vitest";
import { startWireReceiver } from "../../../support/wire-receiver.ts";
import { aChannel } from "./audit-cases.ts";
import { auditWorld } from "./audit-world.ts";

test("a taken name is refused before the receiver is looked at", async () => {
  await using world = await auditWorld();
  await using receiver = await startWireReceiver();
  await aChannel(world);
  const url = `https://127.0.0.1:${receiver.port}/hook`;
  const taken = { code: "invalid", issues: [{ path: "name" }] };
  await expect(world.run("channels.create", { name: "JIRA", url })).rejects.toMatchObject(taken);
  const { channel } = await world.run("channels.create", { name: "Other", url: world.receiver.url });
  const changes = { name: "jira", url };
  await expect(world.run("channels.update", { id: channel.id, changes })).rejects.toMatchObject(taken);
  expect(receiver.connections).toBe(0);
  await world.run("channels.update", { id: channel.id, changes: { url } });
  expect(receiver.connections).toBe(1);
});
