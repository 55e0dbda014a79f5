import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Found } from "#lib/domain/search/found.ts";
import { type Api, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const PASSWORD = "correct horse battery";
const ROLES = ["admin", "operator", "viewer"] as const;

let tocsin: Tocsin;
let api: Api;
const visitors = new Map<string, Visitor>();
let delivery: { id: string; event_id: string };
let channelId: string;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
  await using receiver = await startReceiver();
  channelId = (await api.createChannel({ name: "Jira of the café", url: `${receiver.url}/hook` })).id;
  await api.post({ alert_id: "disk-1", alert_title: "Disk of the database is full", priority: "High" });
  await receiver.waitFor(1);
  const { body } = await api.get<{ data: (typeof delivery)[] }>("/api/v1/deliveries");
  [delivery] = body.data as [typeof delivery];
  for (const role of ROLES) visitors.set(role, await visitorOf(role));
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

const ask = (visitor: Visitor, typed: string) =>
  visitor.request(`/api/search?q=${encodeURIComponent(typed)}`);

async function found(typed: string, role = "viewer"): Promise<Found[]> {
  const answer = await ask(visitors.get(role) ?? new Visitor(tocsin.url), typed);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: Found[] }).data;
}

describe("the right to search", () => {
  test("is refused without a session, even with an API key", async () => {
    const stranger = new Visitor(tocsin.url);
    const answers = await Promise.all([
      ask(stranger, "disk"),
      stranger.request("/api/search?q=disk", { headers: { authorization: `Bearer ${api.key}` } }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain("Disk");
    }
  });

  test.each(ROLES)("%s: what all may read", async (role) => {
    expect((await found("disk", role)).map(({ kind, title }) => [kind, title])).toEqual([
      ["alert", "Disk of the database is full"],
    ]);
  });

  test("no answer is cached on the way", async () => {
    const answer = await ask(visitors.get("viewer") ?? new Visitor(tocsin.url), "disk");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("a search finds", () => {
  test.each([
    ["a channel by its name, without accents", "cafe", ["channel"]],
    ["a rule by its name", "all al", ["rule"]],
    ["an alert by its id", "disk-1", ["alert"]],
    ["nothing", "zebra", []],
    ["nothing for what has no letter", "%", []],
  ])("%s", async (_, typed, kinds) => {
    expect((await found(typed)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("a channel by its id", async () => {
    expect(await found(channelId)).toEqual([
      { kind: "channel", id: channelId, title: "Jira of the café", note: "" },
    ]);
  });

  test("a delivery by its id, by the start of its id, and by its event's id", async () => {
    const expected = [expect.objectContaining({ kind: "delivery", id: delivery.id })];
    for (const typed of [delivery.id, delivery.id.slice(0, 12), delivery.event_id])
      expect(await found(typed)).toEqual(expected);
    expect(await found(`${delivery.id}0`)).toEqual([]);
  });

  test("more than 200 characters are refused with a sentence", async () => {
    const answer = await ask(visitors.get("viewer") ?? new Visitor(tocsin.url), "x".repeat(201));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ detail: "A search has at most 200 characters: type less." });
  });
});
