import { expect, test } from "vitest";
import { respellUrls } from "#lib/engine/respell-urls.ts";
import { sealSecrets } from "#lib/engine/verbs/channels/secrets.ts";
import { inDatabase } from "../../support/database.ts";
import { aChannel, post } from "./verbs/audit-cases.ts";
import { type AuditWorld, auditWorld, SECRETS } from "./verbs/audit-world.ts";

/** Puts a URL there as the first version would have stored it, as if it had not been rewritten yet. */
function storeAsTyped({ env }: AuditWorld, id: string, url: string): void {
  inDatabase(env.dataDir, (sqlite) => {
    sqlite.prepare("UPDATE channels SET url = ? WHERE id = ?").run(url, id);
    sqlite.prepare("DELETE FROM installation WHERE name = 'urls_as_sent'").run();
  });
}

const sealValue = ({ engine: { context } }: AuditWorld, id: string, value: string) =>
  context.transact((tx) => sealSecrets(context, tx, id, new Map([["url:TOKEN", value]])));

const stored = ({ env }: AuditWorld, id: string): { url: string; version: number } =>
  inDatabase(env.dataDir, (sqlite) =>
    sqlite.prepare("SELECT url, version FROM channels WHERE id = ?").get(id),
  ) as { url: string; version: number };

test("a URL is written as it is sent, once, and is nobody's edit", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const odd = `HTTP://127.0.0.1:0${world.receiver.port}/a/../hook/./{{TOKEN}}`;
  storeAsTyped(world, id, odd);
  await respellUrls(world.engine.context);
  expect(stored(world, id)).toEqual({ url: `${world.receiver.url}/hook/{{TOKEN}}`, version: 1 });
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare("UPDATE channels SET url = ?").run(odd));
  await respellUrls(world.engine.context);
  expect(stored(world, id).url).toBe(odd);
});

test("a deleted channel's URL is written so too", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  await world.run("channels.delete", { id });
  storeAsTyped(world, id, "HTTP://Example.COM/./{{TOKEN}}");
  await respellUrls(world.engine.context);
  expect(stored(world, id).url).toBe("http://example.com/{{TOKEN}}");
});

test("a URL whose value makes a dot segment is delivered to as before, and the next edit says what is wrong", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const odd = `HTTP://127.0.0.1:${world.receiver.port}/a/{{TOKEN}}/b`;
  await sealValue(world, id, "%2e%2e");
  storeAsTyped(world, id, odd);
  await respellUrls(world.engine.context);
  expect(stored(world, id).url).toBe(odd);

  await world.run("channels.update", { id, changes: { enabled: false } });
  await world.run("channels.update", { id, changes: { enabled: true } });
  await post(world);
  const [request] = await world.receiver.waitFor(1);
  expect(request?.path).toBe("/b");
  expect(stored(world, id).url).toBe(odd);

  await expect(world.run("channels.update", { id, changes: { name: "Other" } })).rejects.toMatchObject({
    code: "invalid",
    issues: [{ path: "url_secrets[0].value", message: expect.stringMatching(/path segment/) }],
  });
});

test.each<[string, string]>([
  ["that gets too long by its percent-encoding", `http://example.com/${"é".repeat(1_000)}/{{TOKEN}}`],
  ["of which a dot segment takes a part of a value away", "http://example.com/{{TOKEN}}/../b/{{TOKEN}}"],
])("a URL %s is left alone", async (_, url) => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  await sealValue(world, id, "ab/cd");
  storeAsTyped(world, id, url);
  await respellUrls(world.engine.context);
  expect(stored(world, id).url).toBe(url);
  await expect(world.run("channels.update", { id, changes: { name: "Other" } })).rejects.toMatchObject({
    code: "invalid",
    issues: [{ path: "url" }],
  });
});

test("a URL whose secret is damaged is left alone, and keeps no other from being written", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const other = await world.run("channels.create", { name: "Other", url: "http://example.com/x" });
  const odd = "HTTP://example.com/{{TOKEN}}";
  storeAsTyped(world, other.channel.id, "HTTP://example.com/x");
  storeAsTyped(world, id, odd);
  inDatabase(world.env.dataDir, (sqlite) =>
    sqlite
      .prepare("UPDATE channel_secrets SET sealed = zeroblob(60) WHERE channel_id = ? AND name = 'url:TOKEN'")
      .run(id),
  );
  await respellUrls(world.engine.context);
  expect(stored(world, id).url).toBe(odd);
  expect(stored(world, other.channel.id).url).toBe("http://example.com/x");
  expect(JSON.stringify(world.rows())).not.toContain(SECRETS.url);
});
