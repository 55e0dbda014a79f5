import { expect, test } from "vitest";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import { keepSame } from "#lib/domain/config/keep-same.ts";

const settingsFrom = (channel: object) =>
  newChannelSchema.parse({ name: "Ops", url: "https://a.example/", ...channel });

/** A channel as it is stored, with its secrets. */
function stored(channel: object) {
  const { secrets, kept: _, ...face } = settle(settingsFrom(channel), null).channel;
  return { view: { ...face } as ChannelView, secrets };
}

/** What is left of `after` to enter where `before` is saved; null if it is all the same. */
function entered(before: object, after: object): string[] | null {
  const { view, secrets } = stored(before);
  const kept = keepSame(settingsFrom(after), view, (name, value) => secrets.get(name) === value);
  const { channel, issues } = settle(kept, view);
  expect(issues).toEqual([]);
  const isSame = JSON.stringify(settingsOf(channel)) === JSON.stringify(settingsOf(view));
  return isSame && channel.secrets.size === 0 ? null : [...channel.secrets.keys()];
}

const hook = "https://hooks.slack.com/services/T0/B0";
const row = (value: string) => ({
  url: "https://a.example/{{T}}",
  url_secrets: [{ replacement: "T", value }],
});
const basic = (username: string, password: string) => ({ auth: { type: "basic", username, password } });
const token = (value: string) => ({ auth: { type: "token", token: value } });
const header = (value: string) => ({ headers: [{ name: "X-Key", value, sensitive: true }] });
const jira = (webhook_token?: string) => ({ format: { type: "jira_automation", webhook_token } });

test.each<[string, object, object, string[] | null]>([
  ["nothing", {}, {}, null],
  ["a value in the URL", row("s3cret"), row("s3cret"), null],
  ["another value in the URL", row("s3cret"), row("an0ther"), ["url:T"]],
  ["a URL that holds its value", row("s3cret"), { ...row("s3cret"), url: "https://a.example/s3cret" }, null],
  [
    "a receiver's own URL",
    { url: `${hook}/s3cret`, format: { type: "slack" } },
    { url: `${hook}/s3cret`, format: { type: "slack" } },
    null,
  ],
  [
    "a receiver's own URL with another secret",
    { url: `${hook}/s3cret`, format: { type: "slack" } },
    { url: `${hook}/an0ther`, format: { type: "slack" } },
    ["url:SECRET"],
  ],
  ["a password", basic("ada", "pass"), basic("ada", "pass"), null],
  ["an empty password", basic("ada", ""), basic("ada", ""), null],
  ["another password", basic("ada", "pass"), basic("ada", "word"), ["auth"]],
  ["the same password of another user", basic("ada", "pass"), basic("eve", "pass"), ["auth"]],
  ["the same word as a token", basic("ada", "pass"), token("pass"), ["auth"]],
  ["a header", header("key-1"), header("key-1"), null],
  ["another header", header("key-1"), header("key-2"), ["header:x-key"]],
  ["a format's secret", jira("tk_1"), jira("tk_1"), null],
  ["another secret of a format", jira("tk_1"), jira("tk_2"), ["format:webhook_token"]],
  ["a format's secret left out", jira("tk_1"), jira(), []],
])("%s", (_, before, after, expected) => {
  expect(entered(before, after)).toEqual(expected);
});

test("what another destination asks for anew is left as it was given", () => {
  const before = { ...row("s3cret"), ...token("token-1") };
  const { view, secrets } = stored(before);
  const moved = settingsFrom({ ...before, url: "https://b.example/{{T}}" });
  const kept = keepSame(moved, view, (name, value) => secrets.get(name) === value);
  expect(settle(kept, view).issues.map(({ path }) => path)).toEqual(["url_secrets[0].value", "auth.token"]);
  expect(settle(moved, view).issues).toEqual([]);
});
