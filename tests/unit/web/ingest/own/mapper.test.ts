import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MAP_MS } from "#lib/domain/source/own/limits.ts";
import { EXPRESSION_FIELDS } from "#lib/domain/source/settings.ts";
import { OwnMapper } from "#lib/web/ingest/own/mapper.ts";

let started: Worker[];
let mapper: OwnMapper;
beforeEach(() => {
  started = [];
  mapper = new OwnMapper(() => {
    const file = new URL("../../../../../lib/web/ingest/own/worker.ts", import.meta.url);
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 96 } });
    started.push(worker);
    return worker;
  });
});
afterEach(() => mapper.end());

const post = (body: unknown, title: string) => ({
  text: JSON.stringify(body),
  headers: {},
  mapping: { for_each: null, fields: { alert_title: title } },
});
const MANY = [Array.from({ length: 100_000 }, () => [0])];
/** Compares two lists of 100,000 lists 90 times: fifteen of them take many seconds on any machine. */
const SLOW = `${Array.from({ length: 90 }, () => "body.m == body.n").join(" && ")} ? "same" : "other"`;
const slowPost = () => {
  const fields = Object.fromEntries(EXPRESSION_FIELDS.map((field) => [field, SLOW]));
  return { ...post({ m: MANY, n: MANY }, SLOW), mapping: { for_each: null, fields } };
};

test("no thread runs before the first post, and one serves all", async () => {
  expect(started).toHaveLength(0);
  const titles = await Promise.all(
    ["a", "b", "c"].map(async (name) => {
      const result = await mapper.map("src_1", post({ name }, "body.name"));
      return "alerts" in result ? result.alerts[0]?.title : null;
    }),
  );
  expect(titles).toEqual(["a", "b", "c"]);
  expect(started).toHaveLength(1);
});

test("a post whose expressions take longer than a second is refused, and a new thread maps the next", async () => {
  const slow = mapper.map("src_1", slowPost());
  const next = mapper.map("src_1", post({ name: "next" }, "body.name"));
  await expect(slow).rejects.toMatchObject({
    code: "invalid",
    message: "Nothing was stored: the source's expressions took longer than 1 s for this post.",
  });
  expect(await next).toMatchObject({ alerts: [{ title: "next" }] });
  expect(started).toHaveLength(2);
});

test("a thread that dies takes its post with it, and no other", async () => {
  const first = mapper.map("src_1", post({ name: "first" }, "body.name"));
  await first;
  const lost = mapper.map("src_1", slowPost());
  const next = mapper.map("src_1", post({ name: "next" }, "body.name"));
  void started[0]?.terminate();
  await expect(lost).rejects.toMatchObject({ code: "unavailable" });
  expect(await next).toMatchObject({ alerts: [{ title: "next" }] });
});

test("a post that needs too much memory is refused for good", async () => {
  const filling = `const { parentPort } = require("node:worker_threads");
    const kept = [];
    parentPort.on("message", () => { for (;;) kept.push(Array.from({ length: 100 }, Math.random)); });
    parentPort.postMessage("ready");`;
  const full = new OwnMapper(
    () => new Worker(filling, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } }),
  );
  await expect(full.map("src_1", post({}, '"T"'))).rejects.toMatchObject({
    code: "invalid",
    message: "Nothing was stored: the source's expressions need too much memory for this post.",
  });
  await full.end();
});

test("a post is not refused because the thread that waits for it was busy", async () => {
  await mapper.map("src_1", post({ name: "first" }, "body.name"));
  const waiting = mapper.map("src_1", post({ name: "second" }, "body.name"));
  // After an immediate, timers run before messages are read.
  setImmediate(() => {
    const until = performance.now() + MAP_MS + 200;
    while (performance.now() < until);
  });
  expect(await waiting).toMatchObject({ alerts: [{ title: "second" }] });
  expect(started).toHaveLength(1);
});

test("beyond 8 waiting posts of a source its next is sent away, and another source's is not", async () => {
  const named = post({ name: "a" }, "body.name");
  const posts = Array.from({ length: 8 }, () => mapper.map("src_1", named));
  await expect(mapper.map("src_1", named)).rejects.toMatchObject({ code: "unavailable" });
  expect(await Promise.all([...posts, mapper.map("src_2", named)])).toHaveLength(9);
});

test("beyond 64 waiting posts the next is sent away", async () => {
  const named = post({ name: "a" }, "body.name");
  const posts = Array.from({ length: 64 }, (_, at) => mapper.map(`src_${at % 8}`, named));
  await expect(mapper.map("src_9", named)).rejects.toMatchObject({ code: "unavailable" });
  expect(await Promise.all(posts)).toHaveLength(64);
});

test("a source with many posts does not delay all of another's", async () => {
  const done: string[] = [];
  const send = async (source: string) => {
    await mapper.map(source, post({ name: "a" }, "body.name"));
    done.push(source);
  };
  await Promise.all([...Array.from({ length: 6 }, () => send("busy")), send("calm"), send("calm")]);
  expect(done).toEqual(["busy", "calm", "busy", "calm", "busy", "busy", "busy", "busy"]);
});

test("at the end what waits is told so", async () => {
  const waiting = mapper.map("src_1", post({ name: "a" }, "body.name"));
  const told = expect(waiting).rejects.toMatchObject({ code: "unavailable" });
  await mapper.end();
  await told;
});
