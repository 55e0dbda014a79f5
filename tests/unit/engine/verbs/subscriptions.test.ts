import { expect, test } from "vitest";
import { updateSnsSubscription } from "#db/queries/sns.ts";
import { listSubscriptions } from "#db/queries/subscriptions-list.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

const URL_OF_SNS = "https://sns.eu-west-1.amazonaws.com/?Token=1";

function ask(world: AuditWorld, key: string, topic: string) {
  const actor: Actor = { kind: "api_key", id: key, name: key, scopes: ["ingest"] };
  return world.run("sources.ask-for-subscription", { topicArn: topic, subscribeUrl: URL_OF_SNS }, actor);
}

async function askUntilRefused(world: AuditWorld, key: string): Promise<{ asked: number; message: string }> {
  for (let asked = 0; ; asked++)
    try {
      await ask(world, key, `${key} ${asked}`);
    } catch (error) {
      return { asked, message: String(error) };
    }
}

test("20 topics of a key may wait at once, and 200 of all; only those that wait count", async () => {
  await using world = await auditWorld();
  const { db } = world.engine.context;
  const refused = await askUntilRefused(world, "key 0");
  expect(refused).toEqual({ asked: 20, message: expect.stringContaining("20 topics of this API key") });
  await ask(world, "key 0", "key 0 3");
  const [first, second] = await listSubscriptions(db);
  await world.run("sources.dismiss-subscription", { id: first?.id });
  updateSnsSubscription(db, second?.id ?? "", { sealedUrl: null, confirmedAt: 1 });
  expect((await askUntilRefused(world, "key 0 again")).asked).toBe(20);
  await ask(world, "key 0", "one for the dismissed");
  await ask(world, "key 0", "one for the confirmed");
  await expect(ask(world, "key 0", "one more")).rejects.toThrow("20 topics");
  for (let key = 2; key < 10; key++) expect((await askUntilRefused(world, `key ${key}`)).asked).toBe(20);
  const last = await askUntilRefused(world, "key 10");
  expect(last).toEqual({ asked: 0, message: expect.stringContaining("200 topics of Amazon SNS") });
});

test("a topic that is confirmed can't be dismissed", async () => {
  await using world = await auditWorld();
  await ask(world, "key_1", "topic");
  const [{ id } = { id: "" }] = await listSubscriptions(world.engine.context.db);
  updateSnsSubscription(world.engine.context.db, id, { sealedUrl: null, confirmedAt: 1 });
  await expect(world.run("sources.dismiss-subscription", { id })).rejects.toThrow("confirmed already");
});
