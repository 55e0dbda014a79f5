import { expect, test } from "vitest";
import { openSecrets } from "#lib/engine/delivery/destination.ts";
import { aChannel } from "./audit-cases.ts";
import { auditWorld, SECRETS } from "./audit-world.ts";
import { apply, document, everything, exported, faultsOf, plan, withSecrets } from "./config-world.ts";

test("a secret with another value is told by its place alone, and stored", async () => {
  await using world = await auditWorld();
  const { id } = await aChannel(world);
  const channel = withSecrets(world);
  const rotated = { ...channel, auth: { ...channel.auth, password: "another" } };
  const { changes } = await apply(world, { channels: [rotated] });
  expect(changes).toEqual([
    {
      section: "channels",
      act: "change",
      name: "Jira",
      members: [{ path: "auth.password", from: "saved", to: "a new value" }],
    },
  ]);
  const { db, open } = world.engine.context;
  expect(openSecrets(db, open, id).get("auth")?.reveal()).toBe("another");
  expect(openSecrets(db, open, id).get("header:x-api-key")?.reveal()).toBe(SECRETS.header);
});

test("to another destination go only secrets that the document gives", async () => {
  await using world = await auditWorld();
  await aChannel(world);
  const [saved] = exported(world).channels;
  const url = `${world.receiver.url}/elsewhere/{{TOKEN}}`;
  const stored = everything(world);
  expect(await faultsOf(apply(world, { channels: [{ ...saved, url }] }))).toEqual([
    expect.stringMatching(
      /^channels\[0\] \(Jira\)\.url_secrets\[0\]\.value: The URL changed: enter this again/,
    ),
    expect.stringMatching(/^channels\[0\] \(Jira\)\.auth\.password: The URL changed/),
    expect.stringMatching(/^channels\[0\] \(Jira\)\.headers\[0\]\.value: The URL changed/),
  ]);
  expect(everything(world)).toEqual(stored);
  const { changes } = await apply(world, { channels: [{ ...withSecrets(world), url }] });
  expect(changes[0]?.members).toEqual([
    { path: "url", from: `${world.receiver.url}/hook/{{TOKEN}}`, to: url },
  ]);
});

test("a new value in the URL asks for the saved secrets beside it", async () => {
  await using world = await auditWorld();
  await aChannel(world);
  const [saved] = exported(world).channels;
  const url_secrets = [{ replacement: "TOKEN", value: "another-token" }];
  expect(await faultsOf(plan(world, { channels: [{ ...saved, url_secrets }] }))).toHaveLength(2);
  const same = { ...saved, url_secrets: [{ replacement: "TOKEN", value: SECRETS.url }] };
  expect((await plan(world, { channels: [same] })).changes).toEqual([]);
});

test("an export applied to another installation is refused, naming each secret", async () => {
  await using world = await auditWorld();
  await apply(world, document(world));
  const elsewhere = exported(world);
  await using empty = await auditWorld();
  const stored = everything(empty);
  expect(await faultsOf(apply(empty, elsewhere))).toEqual([
    "channels[0] (Jira).url_secrets[0].value: Nothing is saved under this name: enter the value.",
    "channels[0] (Jira).auth.password: Nothing is saved under this name: enter the value.",
    "channels[0] (Jira).headers[0].value: Nothing is saved under this name: enter the value.",
    "channels[1] (Ops).format.webhook_token: Nothing is saved under this name: enter the value.",
    "sources[1] (sentry).secret: Nothing is saved here: enter the secret.",
  ]);
  expect(everything(empty)).toEqual(stored);
});
