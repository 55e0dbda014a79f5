import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect, type Page } from "../../support/api.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

const admin = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery staple" };
const LIST = "/settings/notification-channels/webhooks";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let visitor: Visitor;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin({ env: admin }), startReceiver()]);
  api = connect(tocsin);
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const channelNow = async (id: string): Promise<Channel> =>
  (await api.get<Channel>(`/api/v1/channels/${id}`)).body;

const namesWith = async (health: string): Promise<string[]> =>
  (await api.get<Page<Channel>>(`/api/v1/channels?health=${health}`)).body.data.map(({ name }) => name);

/** What the page says, without its scripts: they hold all of the list. */
const textOf = async (path: string): Promise<string> =>
  (await (await visitor.request(path)).text()).replaceAll(/<script.*?<\/script>|<[^>]+>/gs, " ");

async function deliver(count: number, state: "delivered" | "failed", channelId: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const { results } = await api.post({ alert_title: `Alert ${index}` });
    await api.waitForDelivery(results[0]?.event_id ?? "", state, { channelId });
  }
}

test("a channel that loses everything says so, in REST, list and page, with what to do, until a success", async () => {
  receiver.answer = () => ({ status: 401 });
  const { id } = await api.createChannel({
    name: "Ticket system",
    url: `${receiver.url}/tickets`,
    auth: { type: "token", token: "wrong-token-of-ours" },
  });
  await deliver(2, "failed", id);
  expect((await channelNow(id)).health).toBe("healthy");
  await deliver(1, "failed", id);
  expect(await channelNow(id)).toMatchObject({ enabled: true, health: "refusing", version: 1 });
  expect(await namesWith("refusing")).toEqual(["Ticket system"]);
  expect(await namesWith("healthy")).toEqual([]);

  const said = `127.0.0.1:${receiver.port} answered 401`;
  for (const [path, words, hint] of [
    [LIST, "Refusing", `${said}: check the token under Authentication.`],
    [`${LIST}?status=refusing`, "Refusing", `${said}: check the token under Authentication.`],
    [`${LIST}/${id}`, "The receiver refuses what this webhook sends", `${said}.`],
    [`${LIST}/${id}`, "Refusing", "Check the token under Authentication."],
  ] as const) {
    const text = await textOf(path);
    expect(text).toContain(words);
    expect(text).toContain(hint);
  }
  expect(await textOf(`${LIST}?status=healthy`)).not.toContain("Ticket system");

  receiver.answer = () => ({ status: 200 });
  await deliver(1, "delivered", id);
  expect((await channelNow(id)).health).toBe("healthy");
});

test("it gets everything as before; a restart keeps the state, a Test says nothing about it, an edit ends it", async () => {
  receiver.answer = () => ({ status: 404 });
  const { id } = await api.createChannel({ name: "Moved", url: `${receiver.url}/moved` });
  await api.post(Array.from({ length: 5 }, (_, index) => ({ alert_title: `Alert ${index}` })));
  await until("all five refused", async () => {
    const failed = await api.deliveries({ channel_id: id, state: "failed" });
    return failed.length === 5;
  });
  expect((await channelNow(id)).health).toBe("refusing");
  expect(await tocsin.stop()).toBe(0);
  const { dataDir } = tocsin;
  tocsin = await startTocsin({ dataDir, env: admin });
  api = connect(tocsin);
  expect((await channelNow(id)).health).toBe("refusing");
  receiver.answer = () => ({ status: 200 });
  await api.request("POST", `/api/v1/channels/${id}/test`, { body: {} });
  expect((await channelNow(id)).health).toBe("refusing");
  const read = await channelNow(id);
  expect(await api.updateChannel(id, { ...read, name: "Edited" })).toMatchObject({ health: "healthy" });
  const disabled = await api.updateChannel(id, { enabled: false, health: "failing" });
  expect(disabled.health).toBe("disabled");
});
