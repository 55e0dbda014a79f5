import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alert, type Api, connect, createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const admin = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };
const env = { LOG_LEVEL: "debug", ...admin };
const folder = temporaryFolder();
let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channelId: string;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin({ env, dataDir: folder.path }), startReceiver()]);
  // The first attempt fails, the second succeeds.
  receiver.answer = (_, index) => ({ status: index === 0 ? 500 : 204 });
  api = connect(tocsin);
  channelId = (await api.createChannel({ url: receiver.url, retry_schedule: [1] })).id;
});

afterAll(async () => {
  await Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]);
  folder[Symbol.dispose]();
});

/** The lines of the log with this request id, as far as they say the same at each run. */
const linesOf = (id: string) =>
  tocsin
    .logs()
    .filter((line) => line.request_id === id)
    .map(({ part, msg, number }) => [part, msg, ...(number === undefined ? [] : [number])]);

describe("the id of a post", () => {
  let eventId: string;

  test("is answered, and in its line of the log", async () => {
    const answer = await api.request<{ results: { event_id: string }[] }>("POST", "/api/v1/alerts", {
      body: { alert_id: "a", alert_title: "A" },
      headers: { "x-request-id": "post-1" },
    });
    expect(answer.headers.get("x-request-id")).toBe("post-1");
    eventId = answer.body.results[0]?.event_id ?? "";
    const line = await tocsin.waitForLog(({ request_id, msg }) => request_id === "post-1" && msg === "post");
    expect(line).toMatchObject({ part: "ingest", status: 202, events: [eventId] });
  });

  test("runs to each attempt, also to those after a kill", async () => {
    await tocsin.waitForLog(({ request_id, number }) => request_id === "post-1" && number === 1);
    await tocsin.kill();
    tocsin = await startTocsin({ env, dataDir: folder.path });
    api = connect(tocsin);
    const delivery = await api.waitForDelivery(eventId, "delivered", { attempts: 2 });
    const line = await tocsin.waitForLog(({ number }) => number === 2);
    expect(line).toMatchObject({
      part: "engine",
      request_id: "post-1",
      event: eventId,
      delivery: delivery.id,
      channel: channelId,
      outcome: "delivered",
      status: 204,
    });
    expect(delivery.request_id).toBe("post-1");
    expect(((await api.alert("a")) as Alert).events[0]?.request_id).toBe("post-1");
  });

  test("is not sent to receivers", () => {
    expect(receiver.requests).toHaveLength(2);
    for (const { headers } of receiver.requests) expect(JSON.stringify(headers)).not.toContain("post-1");
  });

  test("stays with an answer that refuses the post", async () => {
    const headers = { "x-request-id": "post-2" };
    const answer = await api.request("POST", "/api/v1/alerts", { body: { alert_title: 7 }, headers });
    expect([answer.status, answer.headers.get("x-request-id")]).toEqual([422, "post-2"]);
    await tocsin.waitForLog(({ msg }) => msg === "a post was refused");
    expect(linesOf("post-2")).toEqual([
      ["ingest", "post"],
      ["ingest", "a post was refused"],
    ]);
  });

  test("is made if none can be used", async () => {
    const headers = { "x-request-id": "no id" };
    const answer = await api.request("POST", "/api/v1/alerts", { body: {}, headers });
    expect(answer.headers.get("x-request-id")).toMatch(/^[a-z0-9]{6}-[a-z0-9]+$/);
  });
});

test("a change is logged with who made it, by which request and of what", async () => {
  const headers = { "x-request-id": "change-1" };
  const body = { status: "Acknowledged" };
  const answer = await api.request<Alert>("POST", "/api/v1/alerts/a/status", { body, headers });
  expect(answer.headers.get("x-request-id")).toBe("change-1");
  expect(answer.body.events[0]?.request_id).toBe("change-1");
  const line = await tocsin.waitForLog(({ msg }) => msg === "alerts.set-status");
  expect(line).toMatchObject({ level: 30, part: "engine", request_id: "change-1", target: "a" });
  expect(line.by).toMatch(/^key_/);
});

describe("sign-ins are logged with their request", () => {
  const auth = (line: Record<string, unknown>) => line.part === "auth";

  test("a failed one with the address and the account, and without what was typed", async () => {
    await new Visitor(tocsin.url).signIn("hunter2@example.com", "not this one");
    const unknown = await tocsin.waitForLog(auth);
    expect(unknown).toMatchObject({ level: 40, address: "127.0.0.1", request_id: expect.any(String) });
    expect(unknown).not.toHaveProperty("user");
    await new Visitor(tocsin.url, { "x-request-id": "failed-1" }).signIn(
      admin.ADMIN_EMAIL,
      "a wrong password",
    );
    const known = await tocsin.waitForLog((line) => auth(line) && line.request_id === "failed-1");
    expect(known.user).toMatch(/^usr_/);
    expect(tocsin.output()).not.toMatch(/hunter2|not this one|a wrong password/);
  });

  test("one that succeeds; its user finds the id of a post on the delivery's page", async () => {
    const visitor = new Visitor(tocsin.url, { "x-request-id": "sign-in-1" });
    await visitor.signIn(admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD);
    await tocsin.waitForLog(({ msg, request_id: id }) => msg === "users.sign-in" && id === "sign-in-1");
    const [delivery] = await api.deliveries({ alert_id: "a", state: "delivered" });
    for (const path of [`/deliveries/${delivery?.id}`, "/alerts/a"])
      expect(await (await visitor.request(path)).text()).toMatch(/post-1|change-1/);
  });
});

test("a rotation of the keys is logged by the running app", async () => {
  await cli(["key", "rotate"], { dataDir: folder.path });
  await tocsin.waitForLog(({ msg }) => msg?.startsWith("the keys were rotated") ?? false);
});

test("pages and files answer with an id too", async () => {
  const key = createApiKey(folder.path, ["read"]);
  for (const path of ["/login", "/healthz", "/livez", "/icon.svg", "/api/v1/channels", "/metrics"]) {
    const answer = await fetch(tocsin.url + path, {
      headers: { authorization: `Bearer ${key}`, "x-request-id": "page-1" },
    });
    expect([path, answer.headers.get("x-request-id")]).toEqual([path, "page-1"]);
  }
});
