import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { openStream } from "../../support/live-stream.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const password = "correct horse battery";
const ADA = "ada@example.com";
const VERA = "vera@example.com";

let tocsin: Tocsin;
let ada: Visitor;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: ADA, ADMIN_PASSWORD: password } });
  await createUser(VERA, "viewer");
  ada = await signedIn(ADA);
  api = connect(tocsin);
  // The engine notices by now what other processes have written so far.
  await api.post({ alert_title: "First" });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function createUser(email: string, role: string): Promise<void> {
  const args = [
    "user",
    "create",
    "--email",
    email,
    "--name",
    "Someone",
    "--role",
    role,
    "--password-file",
    "-",
  ];
  const { code, stderr } = await cli(args, { dataDir: tocsin.dataDir, stdin: password });
  expect(stderr).toBe("");
  expect(code).toBe(0);
}

async function signedIn(email: string): Promise<Visitor> {
  const visitor = new Visitor(tocsin.url);
  expect((await visitor.signIn(email, password)).error).toBeNull();
  return visitor;
}

/** The mark of the data as it is now, from a page. */
async function markNow(): Promise<string> {
  const html = await (await ada.request("/settings/api-keys")).text();
  return /\\"seen\\":\\"([^"\\]+)\\"/.exec(html)?.[1] ?? "";
}

/** A stream that has been greeted: what comes from now on is news. */
async function greeted(visitor = ada) {
  const stream = await openStream(visitor, await markNow());
  await stream.heard.waitFor((some) => some.length > 0, "the first id");
  return stream;
}

const sql = (statement: string, ...values: unknown[]) =>
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare(statement).run(...values));

describe("the answer", () => {
  test("is an event stream that nothing on the way may keep or hold up", async () => {
    using stream = await openStream(ada);
    expect(stream.status).toBe(200);
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    });
    expect(stream.headers.get("content-encoding")).toBeNull();
  });

  test("is 401 without a session, and with a cookie that is none", async () => {
    for (const cookie of [undefined, "x", "%00"]) {
      const visitor = new Visitor(tocsin.url);
      if (cookie !== undefined) visitor.cookies.set("tocsin-session", cookie);
      const answer = await visitor.request("/api/stream");
      expect(answer.status).toBe(401);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  test("is 405 for any method but GET", async () => {
    for (const method of ["POST", "HEAD", "DELETE"]) {
      const answer = await ada.request("/api/stream", { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
    }
  });
});

describe("the first event", () => {
  test("is an id alone if nothing has been written since the page's mark", async () => {
    // What the engine does by the clock may come in between: then again.
    await until("a moment in which nothing is written", async () => {
      const mark = await markNow();
      using stream = await openStream(ada, mark);
      const [first] = await stream.heard.waitFor((some) => some.length > 0, "the first id");
      return first?.id === mark && first.change === null;
    });
  });

  test("says that anything may have changed if something has been written since", async () => {
    const mark = await markNow();
    await api.post({ alert_title: "Disk full" });
    using stream = await openStream(ada, mark);
    await expectAnything(stream);
  });

  test.each([undefined, "x", "0123abcd.1.1.AAAAAAAAAAAAAAAA"])(
    "begins anew for the mark %j, which this installation never gave",
    async (mark) => {
      using stream = await openStream(ada, mark);
      await expectAnything(stream);
    },
  );

  test("begins anew for a mark from before a restart", async () => {
    await using first = await startTocsin({ env: { ADMIN_EMAIL: ADA, ADMIN_PASSWORD: password } });
    const visitor = new Visitor(first.url);
    await visitor.signIn(ADA, password);
    using before = await openStream(visitor);
    const [{ id: mark } = { id: "" }] = await before.heard.waitFor((some) => some.length > 0, "the first id");
    await first.kill();
    await using second = await startTocsin({ dataDir: first.dataDir });
    const again = new Visitor(second.url);
    for (const [name, value] of visitor.cookies) again.cookies.set(name, value);
    using after = await openStream(again, mark);
    await expectAnything(after);
  });
});

async function expectAnything({ heard }: Awaited<ReturnType<typeof openStream>>): Promise<void> {
  const [first] = await heard.waitFor((some) => some.length > 0, "the first event");
  expect(first?.change).toEqual({ kind: "anything", ids: null });
}

describe("what has changed", () => {
  test("is told by kind and id, and nothing else of it", async () => {
    await using receiver = await startReceiver();
    const channel = await api.createChannel({ url: `${receiver.url}/hook`, name: "Secretive" });
    using stream = await greeted();
    const { results } = await api.post({ alert_id: "disk", alert_title: "Secretive" });
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
    expect((await stream.waitFor("alert")).change).toEqual({ kind: "alert", ids: ["disk"] });
    expect((await stream.waitFor("delivery")).change).toEqual({ kind: "delivery", ids: [delivery.id] });
    await api.updateChannel(channel.id, { name: "Renamed" });
    expect((await stream.waitFor("channel")).change).toEqual({ kind: "channel", ids: [channel.id] });
    for (const { change } of stream.heard.all)
      expect(change === null ? [] : Object.keys(change)).toEqual(change === null ? [] : ["kind", "ids"]);
    expect(JSON.stringify(stream.heard.all)).not.toContain("Secretive");
  });

  test("is the same for a viewer", async () => {
    using admins = await greeted();
    using viewers = await greeted(await signedIn(VERA));
    await api.post({ alert_id: "both", alert_title: "Disk full" });
    await api.createRule({ name: "Both", events: ["never"] });
    const told = [];
    for (const stream of [admins, viewers]) {
      await stream.waitFor("rule");
      told.push((await stream.waitFor("alert")).change);
    }
    expect(told[1]).toEqual(told[0]);
  });

  test("of more than 50 things of a kind, only the kind is told", async () => {
    using stream = await greeted();
    const alerts = Array.from({ length: 51 }, (_, index) => ({ alert_title: `Disk ${index}` }));
    await api.post(alerts);
    expect((await stream.waitFor("alert")).change).toEqual({ kind: "alert", ids: null });
  });

  test("is told at most twice a second per kind, however much is written", async () => {
    using stream = await greeted();
    const isAlert = ({ change }: { change: { kind: string } | null }) => change?.kind === "alert";
    const told = () => stream.heard.all.filter(isAlert);
    while (told().length < 5) await api.post({ alert_id: "busy", alert_title: "Disk full" });
    const times = told().map(({ at }) => at);
    const gaps = times.slice(2).map((at, index) => at - (times[index] ?? 0));
    // The third comes a second after the first; the network may delay the first.
    expect(Math.min(...gaps)).toBeGreaterThan(900);
  });

  test("by another process is noticed within a second or so, as if anything had changed", async () => {
    using stream = await greeted();
    const { code } = await cli(["api-key", "create", "--name", "By CLI", "--scopes", "read"], {
      dataDir: tocsin.dataDir,
    });
    const endedAt = performance.now();
    expect(code).toBe(0);
    const { change, at } = await stream.waitFor("anything");
    expect(change).toEqual({ kind: "anything", ids: null });
    expect(at - endedAt).toBeLessThan(2_000);
  });
});

describe("a stream ends with its session", () => {
  const signOut: ActionRef = { file: "app/(console)/actions.ts", name: "signOut", page: "/alerts" };

  test("at sign-out, and no other session's does", async () => {
    using other = await greeted();
    const visitor = await signedIn(ADA);
    using stream = await greeted(visitor);
    await (await visitor.callAction(signOut, [])).text();
    await stream.ended;
    await api.post({ alert_title: "After the sign-out" });
    await other.waitFor("alert");
  });

  test("at a new password", async () => {
    await createUser("pat@example.com", "operator");
    using stream = await greeted(await signedIn("pat@example.com"));
    const { code } = await cli(["user", "reset-password", "pat@example.com", "--password-file", "-"], {
      dataDir: tocsin.dataDir,
      stdin: `${password}!`,
    });
    expect(code).toBe(0);
    await stream.ended;
  });

  test("at another role", async () => {
    await createUser("rob@example.com", "operator");
    using stream = await greeted(await signedIn("rob@example.com"));
    sql("UPDATE users SET role = 'viewer' WHERE email = 'rob@example.com'");
    await stream.ended;
  });

  test("when it expires: what happens later is not told", async () => {
    await createUser("ida@example.com", "operator");
    using stream = await greeted(await signedIn("ida@example.com"));
    const before = stream.heard.all.length;
    const ofIda = "(SELECT id FROM users WHERE email = 'ida@example.com')";
    sql(`UPDATE sessions SET expires_at = ? WHERE user_id = ${ofIda}`, Date.now());
    await stream.ended;
    expect(stream.heard.all).toHaveLength(before);
  });

  test("and is no activity: the session's row stays as it was", async () => {
    const row = () =>
      inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM sessions ORDER BY id").all());
    const before = row();
    using stream = await greeted();
    await api.post({ alert_title: "Disk full" });
    await stream.waitFor("alert");
    expect(row()).toEqual(before);
  });
});

test("the 11th stream of a session is 503 and says when to ask again and what is current", async () => {
  const visitor = await signedIn(ADA);
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(visitor)));
  const refused = await visitor.request("/api/stream");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("15");
  expect(refused.headers.get("last-event-id")).toBe(await markNow());
  expect(await refused.json()).toMatchObject({
    detail: "This session has 10 streams open, the most at a time. Ask again later.",
  });
  using other = await openStream(ada);
  expect(other.status).toBe(200);
  streams[0]?.[Symbol.dispose]();
  await expect
    .poll(async () => {
      using again = await openStream(visitor);
      return again.status;
    })
    .toBe(200);
  for (const stream of streams) stream[Symbol.dispose]();
});

test("at SIGTERM every stream is ended at once, and none holds up the stop", async () => {
  await using own = await startTocsin({ env: { ADMIN_EMAIL: ADA, ADMIN_PASSWORD: password } });
  const visitor = new Visitor(own.url);
  await visitor.signIn(ADA, password);
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(visitor)));
  const stoppedAt = performance.now();
  const stopped = own.stop();
  await Promise.all(streams.map(({ ended }) => ended));
  const endedAfter = performance.now() - stoppedAt;
  expect(await stopped).toBe(0);
  expect(endedAfter).toBeLessThan(1_000);
});
