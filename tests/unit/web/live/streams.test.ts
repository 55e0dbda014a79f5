import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Change } from "#lib/domain/live/change.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { Streams } from "#lib/web/live/streams.ts";
import { until } from "../../../support/until.ts";

const ADA = { id: "usr_ada", email: "ada@example.com", name: "Ada", role: "admin" as Role };

let server: Server;
let streams: Streams;
/** What the streams hear from the engine; null while nobody wants to know. */
let hear: ((changes: Change[]) => void) | null;
/** What the database has of each session. */
let sessions: Map<string, { user: typeof ADA; endsAt: number }>;
let mark: string;

beforeEach(async () => {
  hear = null;
  mark = "m1";
  sessions = new Map();
  streams = new Streams({
    hearChanges: (one) => {
      hear = one;
    },
    findSession: (id) => sessions.get(id),
    mark: () => mark,
    changedSince: (since) => since !== mark,
    perSession: 2,
    inAll: 3,
  });
  server = createServer((request, response) => {
    const id = request.url ?? "";
    const session = sessions.get(id) ?? { user: ADA, endsAt: Number.POSITIVE_INFINITY };
    sessions.set(id, session);
    try {
      streams.open(response, { id, ...session }, String(request.headers.since ?? "") || null);
    } catch (error) {
      response.writeHead(503).end(String(error));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  vi.useRealTimers();
  streams.close();
  server.closeAllConnections();
  server.close();
});

type Client = { answer: IncomingMessage; text: () => string; ended: Promise<unknown>; leave: () => void };

async function open(session = "/one", since = "m1"): Promise<Client> {
  const { port } = server.address() as AddressInfo;
  const request = get({ port, path: session, headers: { since }, agent: false });
  request.on("error", () => {});
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  const ended = new Promise((resolve) => answer.once("close", resolve));
  answer.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  answer.on("error", () => {});
  return { answer, text: () => text, ended, leave: () => request.destroy() };
}

/** The engine begins to tell. */
const begin = () => hear?.([]);
const tell = (...changes: Change[]) => hear?.(changes);

const expectText = (client: Client, text: string) => expect.poll(client.text).toBe(text);

describe("the engine", () => {
  test("is asked with the first stream, and streams are greeted once it tells", async () => {
    const client = await open("/one", "old");
    expect(client.text()).toBe("");
    // Whatever was written meanwhile is told too.
    mark = "m2";
    begin();
    await expectText(client, 'id: m2\ndata: {"kind":"anything","ids":null}\n\n');
  });

  test("is told to stop a minute after the last stream, unless another comes", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const first = await open();
    begin();
    first.leave();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    const second = await open();
    vi.advanceTimersByTime(120_000);
    expect(hear).not.toBeNull();
    second.leave();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    vi.advanceTimersByTime(60_000);
    expect(hear).toBeNull();
  });
});

test("changes go to all streams, those of sessions to none", async () => {
  const [one, other] = [await open("/one"), await open("/other")];
  begin();
  mark = "m2";
  tell({ kind: "session", ids: ["ses_1"] }, { kind: "alert", ids: ["disk"] }, { kind: "job", ids: null });
  for (const client of [one, other])
    await expectText(
      client,
      'id: m1\n\nid: m2\ndata: {"kind":"alert","ids":["disk"]}\n\nid: m2\ndata: {"kind":"job","ids":null}\n\n',
    );
});

test("a comment comes every 15 s", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const client = await open();
  begin();
  vi.advanceTimersByTime(30_000);
  await expectText(client, "id: m1\n\n:\n\n:\n\n");
});

describe("the limits", () => {
  test("a session has only so many streams, and gets one again when one has ended", async () => {
    const [first] = [await open(), await open()];
    const refused = await open();
    await refused.ended;
    expect([refused.answer.statusCode, refused.text()]).toEqual([
      503,
      "AppError: This session has 2 streams open, the most at a time. Ask again later.",
    ]);
    first?.leave();
    await until("room for another", async () => (await open()).answer.statusCode === 200);
  });

  test("all sessions together have only so many", async () => {
    for (const session of ["/one", "/two", "/three"]) await open(session);
    const refused = await open("/four");
    await refused.ended;
    expect([refused.answer.statusCode, refused.text()]).toEqual([
      503,
      "AppError: 3 streams are open, the most at a time. Ask again later.",
    ]);
  });

  test("a client that does not read is cut off, and others go on", async () => {
    const slow = await open("/slow");
    const other = await open("/other");
    begin();
    slow.answer.pause();
    let broken = false;
    slow.answer.once("close", () => {
      broken = true;
    });
    const ids = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(200, "x"));
    for (let times = 0; times < 2_000 && !broken; times++) {
      tell({ kind: "alert", ids });
      await new Promise(setImmediate);
    }
    slow.answer.resume();
    await slow.ended;
    const before = other.text().length;
    tell({ kind: "alert", ids });
    await until("another change", async () => other.text().length > before);
  });
});

describe("a stream ends", () => {
  test.each<[string, Change, (id: string) => void]>([
    ["with its session", { kind: "session", ids: ["/one"] }, (id) => sessions.delete(id)],
    [
      "with its session, as another process ends it",
      { kind: "anything", ids: null },
      (id) => sessions.delete(id),
    ],
    [
      "when its user gets another role",
      { kind: "user", ids: ["usr_ada"] },
      (id) => sessions.set(id, { user: { ...ADA, role: "viewer" }, endsAt: Number.POSITIVE_INFINITY }),
    ],
  ])("%s", async (_, change, act) => {
    const [one, other] = [await open("/one"), await open("/other")];
    begin();
    act("/one");
    tell(change);
    await one.ended;
    tell({ kind: "alert", ids: ["disk"] });
    await until("the other's change", async () => other.text().includes("disk"));
    expect(one.text()).not.toContain("disk");
  });

  test("instead of being told anything after the session's last moment", async () => {
    sessions.set("/one", { user: ADA, endsAt: Date.now() + 50 });
    const client = await open("/one");
    begin();
    await until("the session's end", async () => Date.now() > (sessions.get("/one")?.endsAt ?? 0));
    tell({ kind: "alert", ids: ["disk"] });
    await client.ended;
    expect(client.text()).toBe("id: m1\n\n");
  });

  test("with all others when the process stops, and no other opens then", async () => {
    const clients = [await open("/one"), await open("/two")];
    begin();
    streams.close();
    for (const { ended } of clients) await ended;
    tell({ kind: "alert", ids: ["disk"] });
    const late = await open("/three");
    await late.ended;
    expect([late.answer.statusCode, late.text()]).toEqual([
      503,
      "AppError: Tocsin is stopping. Ask again later.",
    ]);
  });
});
