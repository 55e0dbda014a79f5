import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuleTrial, TrialRequest } from "#lib/domain/rule/trial.ts";
import { type Api, connect, type Page, type Rule } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const PASSWORD = "correct horse battery";
const ROLES = ["admin", "operator", "viewer"] as const;

let tocsin: Tocsin;
let api: Api;
let rules: Rule[];
let rule: Rule;
let visitors: Record<(typeof ROLES)[number], Visitor>;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
  rules = (await api.get<Page<Rule>>("/api/v1/rules")).body.data;
  [rule] = rules as [Rule];
  const signedIn = ROLES.map(async (role) => [role, await visitorOf(role)] as const);
  visitors = Object.fromEntries(await Promise.all(signedIn)) as typeof visitors;
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function visitorOf(role: string): Promise<Visitor> {
  const email = `${role}@example.com`;
  const args = ["user", "create", "--email", email, "--name", role, "--role", role, "--password-file", "-"];
  await cli(args, { dataDir: tocsin.dataDir, stdin: `${PASSWORD}\n` });
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, PASSWORD);
  return visitor;
}

const action = (name: string, page: string) => ({ file: "app/(console)/rules/actions.ts", name, page });
const onForm = () => `/rules/${rule.id}`;
const textOf = async (visitor: Visitor, path: string) => (await visitor.request(path)).text();

describe.each(["operator", "viewer"] as const)("%s", (role) => {
  test("reads the list and a rule, with nothing to change them by", async () => {
    const list = await textOf(visitors[role], "/rules");
    expect(list).toContain("All alerts");
    expect(list).not.toMatch(/href="\/rules\/new|Actions for (All alerts|Tocsin itself)/);
    const page = await textOf(visitors[role], onForm());
    expect(page).toContain("an admin can change it");
    expect(page).not.toMatch(/>Save<|>Try it</);
  });

  test("is told at the pages of a new rule", async () => {
    for (const path of ["/rules/new/alerts", "/rules/new/rule"])
      expect(await textOf(visitors[role], path)).toContain("Your role does not allow adding rules");
  });

  test.each<[string, () => unknown[]]>([
    ["createRule", () => [{ name: "Mine", channels: "all" }]],
    ["changeRule", () => [rule.id, { enabled: false }]],
    ["deleteRule", () => [rule.id]],
    ["tryRule", () => [{}]],
    ["showTrialRequest", () => [{ draft: {}, ruleId: "rul_1", eventId: "evt_1", channelId: "chn_1" }]],
  ])("may not %s", async (name, args) => {
    const result = await visitors[role].act(action(name, onForm()), args());
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(/role does not allow/) });
    expect((await api.get<Page<Rule>>("/api/v1/rules")).body.data).toEqual(rules);
  });
});

describe("an admin", () => {
  test("changes and tries rules", async () => {
    const { admin } = visitors;
    expect(await textOf(admin, "/rules")).toContain('href="/rules/new"');
    const headers = [{ name: "X-Api-Key", value: "not-to-be-shown", sensitive: true }];
    const auth = { type: "token", token: "nor-is-this-token" } as const;
    const channel = await api.createChannel({ url: "http://127.0.0.1:9/hook", headers, auth });
    const { results } = await api.post({ alert_title: "Tried", priority: "Low" });
    const draft = { channels: [channel.id], set_priority: "High" };
    const tried = await admin.act<RuleTrial>(action("tryRule", onForm()), [draft]);
    expect(tried).toMatchObject({
      ok: true,
      value: { tested: 1, matched: 1, channels: [{ id: channel.id }] },
    });

    const eventId = results[0]?.event_id;
    const input = { draft, ruleId: "rul_1", eventId, channelId: channel.id };
    const shown = await admin.act<TrialRequest>(action("showTrialRequest", onForm()), [input]);
    if (!shown.ok) throw new Error(shown.message);
    expect(shown.value).toMatchObject({ method: "POST", url: "http://127.0.0.1:9/hook" });
    expect(shown.value.headers).toMatchObject({
      "webhook-id": eventId,
      "X-Api-Key": "••••",
      authorization: "Bearer ••••",
    });
    expect(JSON.parse(shown.value.body)).toMatchObject({
      alert_title: "Tried",
      priority: "High",
      rule_id: "rul_1",
    });
    expect(JSON.stringify(shown)).not.toMatch(/not-to-be-shown|nor-is-this/);

    const gone = { ...input, channelId: "chn_nowhere" };
    expect(await admin.act(action("showTrialRequest", onForm()), [gone])).toMatchObject({ ok: false });
  });
});
