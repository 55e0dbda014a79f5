import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
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
const MANY = [Array.from({ length: 200_000 }, () => [0])];
/** Compares two lists of 200,000 lists 90 times. */
const SLOW = `${Array.from({ length: 90 }, () => "body.m == body.n").join(" && ")} ? "same" : "other"`;
const slowPost = () => post({ m: MANY, n: MANY }, SLOW);

test("no thread runs before the first post, and one serves all", async () => {
  expect(started).toHaveLength(0);
  const titles = await Promise.all(
    ["a", "b", "c"].map(async (name) => {
      const result = await mapper.map(post({ name }, "body.name"));
      return "alerts" in result ? result.alerts[0]?.title : null;
    }),
  );
  expect(titles).toEqual(["a", "b", "c"]);
  expect(started).toHaveLength(1);
});

test("a post whose expressions take longer than a second is refused, and a new thread maps the next", async () => {
  const slow = mapper.map(slowPost());
  const next = mapper.map(post({ name: "next" }, "body.name"));
  await expect(slow).rejects.toMatchObject({
    code: "invalid",
    message: "Nothing was stored: the source's expressions took longer than 1 s for this post.",
  });
  expect(await next).toMatchObject({ alerts: [{ title: "next" }] });
  expect(started).toHaveLength(2);
});

test("a thread that dies takes its post with it, and no other", async () => {
  const first = mapper.map(post({ name: "first" }, "body.name"));
  await first;
  const lost = mapper.map(slowPost());
  const next = mapper.map(post({ name: "next" }, "body.name"));
  void started[0]?.terminate();
  await expect(lost).rejects.toMatchObject({ code: "invalid" });
  expect(await next).toMatchObject({ alerts: [{ title: "next" }] });
});

test("beyond 64 waiting posts the next is sent away", async () => {
  const posts = Array.from({ length: 64 }, () => mapper.map(post({ name: "a" }, "body.name")));
  await expect(mapper.map(post({ name: "b" }, "body.name"))).rejects.toMatchObject({ code: "unavailable" });
  expect(await Promise.all(posts)).toHaveLength(64);
});

test("at the end what waits is told so", async () => {
  const waiting = mapper.map(post({ name: "a" }, "body.name"));
  const told = expect(waiting).rejects.toMatchObject({ code: "unavailable" });
  await mapper.end();
  await told;
});
