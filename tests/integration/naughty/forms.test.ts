import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type Page, type Rule } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { NAUGHTY, NAUGHTY_LATIN } from "../../support/naughty.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let visitor: Visitor;

beforeAll(async () => {
  receiver = await startReceiver();
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  api = connect(tocsin, ["manage", "ingest"]);
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const action = (folder: string, name: string): ActionRef => ({
  file: `app/(console)/${folder}/actions.ts`,
  name,
  page: "/",
});

/** Sends a form. Throws the sentence with which it is refused. */
async function send(form: ActionRef, ...args: unknown[]): Promise<unknown> {
  const result = await visitor.act(form, args);
  if (!result.ok) throw new Error(`${result.message} ${JSON.stringify(result.issues)}`);
  return result.value;
}

const WEBHOOKS = "settings/notification-channels/webhooks";

describe.each(NAUGHTY)("%j", (naughty) => {
  const text = naughty.trim();

  test("as every text of a webhook, but what goes into headers", async () => {
    const url = `${receiver.url}/{{SECRET}}/${encodeURIComponent(text)}`;
    const secret = { replacement: "SECRET", value: `secret-${encodeURIComponent(naughty)}` };
    await send(action(WEBHOOKS, "createChannel"), { name: naughty, url, url_secrets: [secret] });
    const [made] = (await api.get<Page<{ name: string; url: string }>>("/api/v1/channels")).body.data;
    expect(made).toMatchObject({ name: text, url });
  });

  test("as every text of a rule", async () => {
    const conditions = [
      { field: "alert_title", operator: "is", value: naughty },
      { field: "details.a", operator: "is_one_of", value: [naughty, "b"] },
    ];
    const filters = { match: "any", conditions };
    const given = {
      name: naughty,
      description: naughty,
      filters,
      events: [naughty],
      channels: "all",
      enabled: false,
    };
    await send(action("rules", "createRule"), given);
    const [rule] = (await api.get<Page<Rule>>("/api/v1/rules")).body.data;
    expect(rule).toMatchObject({ name: text, description: text, events: [text] });
    expect(rule?.filters?.conditions[0]?.value).toBe(naughty);
    expect(rule?.filters?.conditions[1]?.value).toEqual([naughty, "b"]);
  });

  test("as a text in an expression", async () => {
    const expression = `alert_title == ${JSON.stringify(naughty)}`;
    await send(action("rules", "createRule"), {
      name: `In CEL: ${naughty}`,
      expression,
      channels: "all",
      enabled: false,
    });
    const [rule] = (await api.get<Page<Rule>>("/api/v1/rules")).body.data;
    expect(rule).toMatchObject({ expression });
  });

  test("as every text of a mute", async () => {
    const conditions = [{ field: "details.a", operator: "is", value: naughty }];
    const thing = { filters: { match: "all", conditions } };
    await send(action("mutes", "createMute"), thing, { end: { hours: 1 }, remark: naughty });
    const [mute] = (await api.get<Page<{ remark: string; filters: unknown }>>("/api/v1/mutes")).body.data;
    expect(mute).toMatchObject({ remark: text, filters: { conditions } });
  });

  test("as the name of an API key", async () => {
    await send(action("settings/api-keys", "createApiKey"), { name: naughty, scopes: ["read"] });
    const names = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT name FROM api_keys").pluck().all(),
    );
    expect(names).toContain(text);
  });

  test("as the remark of a status, and as the id of an alert", async () => {
    const alert_id = NAUGHTY.indexOf(naughty) === HIDING ? "hiding" : text;
    await api.post({ alert_id, alert_title: naughty });
    await send(action("alerts", "changeStatus"), alert_id, { status: "Acknowledged", remark: naughty });
    const { body } = await api.get<{ events: { remark: string | null }[] }>(
      `/api/v1/alerts/${encodeURIComponent(alert_id)}`,
    );
    expect(body.events[0]?.remark).toBe(text);
    expect((await visitor.request(`/alerts/${encodeURIComponent(alert_id)}`)).status).toBe(200);
  });

  test("as email and password at sign-in: refused in words", async () => {
    const stranger = new Visitor(tocsin.url);
    const { status, error } = await stranger.signIn(naughty, naughty);
    expect([401, 422, 429]).toContain(status);
    expect(error).toMatch(/\.$/);
  });

  test("as what is searched, filtered and gone to", async () => {
    const q = encodeURIComponent(naughty);
    for (const path of [
      `/alerts?q=${q}&category=${q}&source=${q}&status=${q}&sort=${q}&cursor=${q}`,
      `/deliveries?state=${q}&channel=${q}&alert_id=${q}&cursor=${q}`,
      `/rules?q=${q}&channel=${q}&sort=${q}`,
      `/mutes?state=${q}`,
      `/settings/notification-channels/webhooks?q=${q}&status=${q}`,
      `/?window=${q}&webhooks=${q}`,
      `/api/search?q=${q}`,
    ]) {
      const answer = await visitor.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    for (const path of [`/rules/${q}`, `/deliveries/${q}`, `/rules/new/${q}`, `/${q}`])
      expect([path, (await visitor.request(path)).status]).toEqual([path, 404]);
    expect(await visitor.ledTo(`/login?next=${q}`)).toMatch(/^\/(?![/\\])/);
  });
});

/** An alert's id may hold nothing that hides: the contract refuses it. */
const HIDING = NAUGHTY.findIndex((text) => text.includes("\u202e"));

test.each(NAUGHTY_LATIN)(
  "%j in headers, user name, password and token is delivered intact",
  async (naughty) => {
    const path = `/latin-${NAUGHTY_LATIN.indexOf(naughty)}`;
    const url = receiver.url + path;
    const headers = [
      { name: "X-Open", value: naughty, sensitive: false },
      { name: "X-Secret", value: naughty, sensitive: true },
    ];
    const auth = { type: "basic", username: naughty.replaceAll(":", ""), password: naughty };
    await send(action(WEBHOOKS, "createChannel"), { name: path, url, headers, auth });
    const conditions = [{ field: "alert_title", operator: "is" as const, value: path }];
    await api.createRule({ name: path, filters: { match: "all", conditions } });
    await api.post({ alert_title: path });
    const [request] = (await receiver.waitFor((all) => all.some((one) => one.path === path))).filter(
      (one) => one.path === path,
    );
    expect(request?.headers).toMatchObject({ "x-open": naughty.trim(), "x-secret": naughty.trim() });
    const basic = Buffer.from(request?.headers.authorization?.slice("Basic ".length) ?? "", "base64");
    expect(basic.toString()).toBe(`${auth.username}:${auth.password}`);
  },
);

test("every text of an alert is stored and delivered intact", async () => {
  await api.createChannel({ name: "All", url: `${receiver.url}/all` });
  for (const naughty of NAUGHTY) {
    const alert = {
      alert_title: naughty,
      category: naughty,
      description: naughty,
      event_description: naughty,
      di_event: naughty,
      initiated_by: naughty,
      rule_id: naughty,
      source_id: naughty,
      source_name: naughty,
      source_type: naughty,
      details: { [naughty]: [naughty, { deep: naughty }] },
    };
    const { results } = await api.post(alert);
    const stored = await api.alert(String(results[0]?.alert_id));
    expect(stored).toMatchObject(alert);
    const mine = (body: Buffer) => body.toString().includes(JSON.stringify(results[0]?.alert_id));
    const all = await receiver.waitFor((some) =>
      some.some(({ path, rawBody }) => path === "/all" && mine(rawBody)),
    );
    const sent = all.find(({ path, rawBody }) => path === "/all" && mine(rawBody));
    const { details: _, ...fields } = alert;
    expect(JSON.parse(String(sent?.rawBody))).toMatchObject(fields);
  }
});
