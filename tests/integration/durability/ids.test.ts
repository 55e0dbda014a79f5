import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Api, apiOf, createApiKey, type Delivery, type Page } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";

const POSTS = 5;

/** Each id is prefixed, URL-safe and at most 64 characters long. */
const ID = /^(evt|dlv|alr|chn|rul)_[A-Za-z0-9._~-]{1,60}$/;

/** Posts alerts, alone and in one post, and resolves with every id that this made. */
async function idsMade(api: Api): Promise<string[]> {
  const before = new Set((await allDeliveries(api)).map(({ id }) => id));
  const posts = Array.from({ length: POSTS }, () => ({ alert_title: "A" }));
  const answers = await Promise.all([...posts.map((one) => api.post(one)), api.post(posts)]);
  const results = answers.flatMap((answer) => answer.results);
  const made = (await allDeliveries(api)).filter(({ id }) => !before.has(id));
  const eventIds = results.map(({ event_id }) => event_id);
  expect(made.map(({ event_id }) => event_id).toSorted()).toEqual(eventIds.toSorted());
  return [...eventIds, ...results.map(({ alert_id }) => alert_id), ...made.map(({ id }) => id)];
}

async function allDeliveries(api: Api): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ limit: "100", ...(cursor !== "" && { cursor }) });
    const { body } = await api.get<Page<Delivery>>(`/api/v1/deliveries?${query}`);
    all.push(...body.data);
    cursor = body.next_cursor;
  }
  return all;
}

/** Starts on the folder, posts, and ends; resolves with the ids that this made. `first` comes before the posts. */
async function runOn(
  dataDir: string,
  key: string,
  end: "stop" | "kill",
  first?: (api: Api) => Promise<unknown>,
): Promise<string[]> {
  await using tocsin = await startTocsin({ dataDir });
  const api = apiOf(tocsin.url, key);
  await first?.(api);
  const ids = await idsMade(api);
  await tocsin[end]();
  return ids;
}

function expectUnique(ids: string[]): void {
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(id).toMatch(ID);
  expect(ids.length - new Set(ids).size).toBe(0);
}

test("ids stay unique over stops, kills and starts, and each still names what it named", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  const key = createApiKey(folder.path);
  const ids = await runOn(folder.path, key, "stop", (api) => api.createChannel({ url: receiver.url }));
  for (const end of ["kill", "kill", "stop"] as const) ids.push(...(await runOn(folder.path, key, end)));
  expectUnique(ids);

  await using tocsin = await startTocsin({ dataDir: folder.path });
  const api = apiOf(tocsin.url, key);
  for (const id of ids.filter((one) => one.startsWith("dlv_"))) {
    const delivery = await api.delivery(id);
    expect(delivery.id).toBe(id);
    expect(delivery.request.headers["webhook-id"]).toBe(delivery.event_id);
    const [event] = (await api.alert(delivery.alert_id)).events;
    expect(event).toMatchObject({ event_id: delivery.event_id, routing: [{ delivery_id: id }] });
  }
});

test("a data folder and its copy never make the same id, nor one that was made before the copy", async () => {
  using folder = temporaryFolder();
  using copies = temporaryFolder();
  await using receiver = await startReceiver();
  const key = createApiKey(folder.path);
  const before = await runOn(folder.path, key, "stop", (api) => api.createChannel({ url: receiver.url }));
  const copy = join(copies.path, "copy");
  cpSync(folder.path, copy, { recursive: true });

  const runBoth = () => Promise.all([folder.path, copy].map((path) => runOn(path, key, "stop")));
  const after = [...(await runBoth()), ...(await runBoth())].flat();
  expectUnique([...before, ...after]);
});
