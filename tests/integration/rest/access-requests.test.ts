import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

type Settings = { channels: { channel_id: string; events: string[] }[]; version: number };

let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const path = "/api/v1/access-requests";
const [created, decided] = ACCESS_REQUEST_EVENTS;
const read = async () => (await api.get<Settings>(path)).body;
const put = (body: unknown) => api.request<Settings & Problem>("PUT", path, { body });

afterEach(async () => {
  expect((await put({ channels: [] })).status).toBe(200);
});

const newChannel = () => api.createChannel({ url: `${receiver.url}/hook` });

/** Posts one event and tells what became of it at each channel. */
async function routingOf(di_event: string) {
  const { results } = await api.post({ alert_title: "Access to db-1", di_event });
  const alert = await api.alert(results[0]?.alert_id ?? "");
  return new Map(alert.events[0]?.routing.map((one) => [one.channel_id, one]));
}

const unheard = (event: string): number =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    Number(
      sqlite
        .prepare(
          "SELECT coalesce(sum(count), 0) FROM tallies WHERE name = 'access_event_unheard' AND key = ?",
        )
        .pluck()
        .get(event),
    ),
  );

describe("GET and PUT", () => {
  test("nobody is notified at first", async () => {
    expect((await read()).channels).toEqual([]);
  });

  test("what is put is read, oldest channel first and the events in their order; each PUT is a version", async () => {
    const [one, other] = [await newChannel(), await newChannel()];
    const before = await read();
    const channels = [
      { channel_id: other.id, events: [...ACCESS_REQUEST_EVENTS] },
      { channel_id: one.id, events: [decided, created] },
    ];
    const answer = await put({ channels });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      channels: [
        { channel_id: one.id, events: [created, decided] },
        { channel_id: other.id, events: [...ACCESS_REQUEST_EVENTS] },
      ],
      version: before.version + 1,
    });
    expect(await read()).toEqual(answer.body);
  });

  test("what is left out is no longer notified", async () => {
    const [one, other] = [await newChannel(), await newChannel()];
    const selected = ({ id }: { id: string }) => ({ channel_id: id, events: [created] });
    await put({ channels: [selected(one), selected(other)] });
    expect((await put({ channels: [selected(other)] })).body.channels).toEqual([selected(other)]);
  });

  test("an old version is 409 and changes nothing", async () => {
    const { id } = await newChannel();
    const { version } = await read();
    const channels = [{ channel_id: id, events: [created] }];
    const first = await put({ channels, version });
    expect(first.status).toBe(200);
    const second = await put({ channels: [], version });
    expect(second.status).toBe(409);
    expect(second.body.detail).toMatch(/^Somebody else changed these settings/);
    expect(await read()).toEqual(first.body);
  });

  test.each<[string, unknown, string, RegExp]>([
    [
      "an unknown channel",
      [{ channel_id: "chn_nowhere", events: [created] }],
      "channels[0].channel_id",
      /^There is no such channel/,
    ],
    [
      "an event that is none of the seven",
      [{ channel_id: "chn_nowhere", events: [created, "user_create"] }],
      "channels[0].events[1]",
      /^"user_create" is not an Access Request event/,
    ],
    ["no event", [{ channel_id: "chn_nowhere", events: [] }], "channels[0].events", /at least one event/],
    ["no list", "all", "channels", /must be a list/],
  ])("%s is refused at its path, and nothing is changed", async (_, channels, at, message) => {
    const before = await read();
    const answer = await put({ channels });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message: expect.stringMatching(message) }]);
    expect(await read()).toEqual(before);
  });

  test("the audit log tells who changed what", async () => {
    const { id } = await newChannel();
    const changed = [{ channel_id: id, events: [created] }];
    await put({ channels: changed });
    const row = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT actor_kind, action, details FROM audit ORDER BY rowid DESC LIMIT 1").get(),
    ) as Record<string, string>;
    expect(row).toMatchObject({ actor_kind: "api_key", action: "access-requests.set" });
    expect(JSON.parse(row.details ?? "")).toEqual({ changed });
  });
});

describe("an Access Request event", () => {
  test("goes to exactly the channels that it is selected for, whatever the rules say", async () => {
    const [wanting, other, none] = [await newChannel(), await newChannel(), await newChannel()];
    await put({
      channels: [
        { channel_id: wanting.id, events: [created] },
        { channel_id: other.id, events: [decided] },
      ],
    });
    const before = unheard(created);
    const routing = await routingOf(created);
    expect(routing.get(wanting.id)).toMatchObject({
      reason: null,
      delivery_id: expect.stringMatching(/^dlv_/),
    });
    for (const { id } of [other, none])
      expect(routing.get(id)).toMatchObject({ reason: "access_event_not_selected", delivery_id: null });
    const delivery = await api.delivery(routing.get(wanting.id)?.delivery_id ?? "");
    expect(JSON.parse(delivery.request.body)).toMatchObject({ di_event: created, rule_id: null });
    expect(unheard(created)).toBe(before);
  });

  test("is routed by the settings as they are, from the very next one on", async () => {
    const { id } = await newChannel();
    const reasons: unknown[] = [];
    for (const channels of [[], [{ channel_id: id, events: [created] }], []]) {
      await put({ channels });
      reasons.push((await routingOf(created)).get(id)?.reason);
    }
    expect(reasons).toEqual(["access_event_not_selected", null, "access_event_not_selected"]);
  });

  test("is counted once where nobody is notified, whatever a user does with its alert then", async () => {
    await put({ channels: [] });
    const before = unheard(created);
    const { results } = await api.post({ alert_title: "Access requested", di_event: created });
    const path = `/api/v1/alerts/${results[0]?.alert_id}/status`;
    const { status } = await api.request("POST", path, { body: { status: "Acknowledged" } });
    expect(status).toBe(200);
    expect(unheard(created)).toBe(before + 1);
  });

  test("is held back by a disabled channel, and counted where nobody is notified", async () => {
    const { id } = await newChannel();
    await put({ channels: [{ channel_id: id, events: [created] }] });
    await api.updateChannel(id, { enabled: false });
    const before = { created: unheard(created), decided: unheard(decided) };
    expect((await routingOf(created)).get(id)).toMatchObject({ reason: "channel_disabled" });
    expect((await routingOf(decided)).get(id)).toMatchObject({ reason: "access_event_not_selected" });
    expect(unheard(created)).toBe(before.created + 1);
    expect(unheard(decided)).toBe(before.decided + 1);
  });

  test("another event is left to the rules", async () => {
    const { id } = await newChannel();
    const before = unheard("user_create");
    expect((await routingOf("user_create")).get(id)).toMatchObject({ reason: null });
    expect(unheard("user_create")).toBe(before);
  });
});

test.each(["viewer", "operator"])(
  "a %s sees the settings, and a forged action of theirs is refused",
  async (role) => {
    const email = `${role}@example.com`;
    const password = "correct horse battery";
    const args = ["user", "create", "--email", email, "--name", role, "--role", role, "--password-file", "-"];
    expect(await cli(args, { dataDir: tocsin.dataDir, stdin: password })).toMatchObject({ code: 0 });
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(email, password);
    const page = "/security-management/access-requests";
    const html = await (await visitor.request(page)).text();
    expect(html).toContain("an admin can select one here");
    expect(html).not.toContain("Select Channel");
    const { id } = await newChannel();
    const file = "app/(console)/security-management/access-requests/actions.ts";
    const settings = { channels: [{ channel_id: id, events: [created] }] };
    expect(await visitor.act({ file, name: "setAccessRequests", page }, [settings])).toMatchObject({
      ok: false,
      message: "Your role does not allow this: ask an admin.",
    });
    expect((await read()).channels).toEqual([]);
  },
);

test("a deleted channel leaves the settings", async () => {
  const [gone, stays] = [await newChannel(), await newChannel()];
  const channels = [gone, stays].map(({ id }) => ({ channel_id: id, events: [created] }));
  await put({ channels });
  expect((await api.request("DELETE", `/api/v1/channels/${gone.id}`)).status).toBe(204);
  expect((await read()).channels).toEqual([{ channel_id: stays.id, events: [created] }]);
  expect((await put({ channels })).body.issues).toMatchObject([{ path: "channels[0].channel_id" }]);
});
