import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import type { ReceivedRequest } from "../../../support/receiver.ts";
import { auditWorld, SECRETS } from "./audit-world.ts";

const settings = (url: string, value: string) => ({ url, url_secrets: [{ replacement: "TOKEN", value }] });

const isSignedBy = (secret: string, { rawBody, headers }: ReceivedRequest): boolean => {
  try {
    new Webhook(secret).verify(rawBody, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

test("the channel's own signing secret signs a Test at its own URL alone", async () => {
  await using world = await auditWorld();
  const url = `${world.receiver.url}/hook/{{TOKEN}}`;
  const made = await world.run("channels.create", { name: "Jira", ...settings(url, SECRETS.url) });
  const { id } = made.channel;
  for (const [channel, own] of [
    [undefined, true],
    [{ max_in_flight: 1 }, true],
    [{ verify_ssl: false }, true],
    [settings(`${world.receiver.url}/other/{{TOKEN}}`, SECRETS.url), false],
    [settings(url, "another-value"), false],
  ] as const) {
    await world.run("channels.test", { id, ...(channel && { channel }) });
    const request = world.receiver.requests.at(-1) as ReceivedRequest;
    expect(isSignedBy(made.signingSecret, request), JSON.stringify(channel)).toBe(own);
  }
});
