import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_IN_FLIGHT } from "#lib/engine/delivery/schedule.ts";
import { until } from "../../../support/until.ts";
import { Bench, destination, ended, type Open, WELL } from "./lanes-bench.ts";

describe("order", () => {
  test("an alert's next event waits for the one before it, other alerts don't", async () => {
    using bench = new Bench({ a: 16 });
    const [first, second] = [bench.post("x"), bench.post("x")];
    const other = bench.post("y");
    await bench.settled();
    expect(bench.sent.map(({ eventId }) => eventId)).toEqual([first, other]);
    await bench.end("delivered", 200);
    expect(bench.sent.map(({ eventId }) => eventId)).toEqual([first, other, second]);
  });

  test("whatever is posted and however requests end: all are sent once, in order, within every limit", async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ post: fc.nat(4) }) },
      { weight: 4, arbitrary: fc.record({ end: fc.nat(40), status: fc.constantFrom(200, 404) }) },
    );
    const limits = fc.record({ a: fc.integer({ min: 1, max: 4 }), b: fc.integer({ min: 1, max: 16 }) });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 120 }), async (limit, steps) => {
        using bench = new Bench(limit);
        const posted: { alertId: string; eventId: string }[] = [];
        const endOne = (which: number, status: number) => {
          const one = bench.open[which % bench.open.length];
          return bench.end(status === 200 ? "delivered" : "http_status", status, (open) => open === one);
        };
        for (const one of steps) {
          if ("post" in one) {
            const alertId = `alert ${one.post}`;
            posted.push({ alertId, eventId: bench.post(alertId) });
            await bench.settled();
          } else if (bench.open.length > 0) await endOne(one.end, one.status);
          expect(bench.inFlight("a")).toBeLessThanOrEqual(limit.a);
          expect(bench.inFlight("b")).toBeLessThanOrEqual(limit.b);
        }
        while (bench.open.length > 0) await endOne(0, 200);
        for (const channelId of ["a", "b"]) {
          const sent = bench.sent.filter((one) => one.channelId === channelId);
          expect(sent).toHaveLength(posted.length);
          for (const [alertId, events] of Map.groupBy(posted, (one) => one.alertId))
            expect(sent.filter((one) => one.alertId === alertId).map(({ eventId }) => eventId)).toEqual(
              events.map(({ eventId }) => eventId),
            );
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("a queue longer than what is held in memory is read from the database, none twice", async () => {
    using bench = new Bench({ a: 8 });
    const posted = Array.from({ length: 400 }, (_, index) => bench.post(`alert ${index}`));
    await bench.settled();
    while (bench.open.length > 0) await bench.end("delivered", 200);
    expect(bench.sent.map(({ eventId }) => eventId).toSorted()).toEqual(posted.toSorted());
    expect(bench.queue.count("deliveries", "state = 'delivered'")).toBe(400);
  });
});

describe("isolation", () => {
  test("channels that hang leave room for one that has work", async () => {
    const hanging = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`h${index}`, 256]));
    using bench = new Bench({ ...hanging, well: 16 });
    for (let index = 0; index < 40; index++) bench.post(`alert ${index}`);
    await bench.settled();
    expect(bench.open.length).toBeLessThanOrEqual(MAX_IN_FLIGHT);
    const isWell = ({ channelId }: Open) => channelId === "well";
    for (let index = 0; index < 40; index++) await bench.end("delivered", 200, isWell);
    expect(bench.sent.filter(({ channelId }) => channelId === "well")).toHaveLength(40);
  });

  test("lanes are served in turn: a burst on one comes after what others have", async () => {
    using bench = new Bench({ a: 4, b: 4 });
    for (let index = 0; index < 50; index++) bench.post(`alert ${index}`);
    await bench.settled();
    expect([bench.inFlight("a"), bench.inFlight("b")]).toEqual([4, 4]);
  });
});

describe("a failing channel", () => {
  const refuse = (bench: Bench) => bench.end("connection_refused", null);

  test("sends nothing after five failures; what waits loses no attempts", async () => {
    using bench = new Bench({ a: 1 });
    for (let index = 0; index < 9; index++) bench.post(`alert ${index}`);
    await bench.settled();
    for (let failure = 0; failure < 5; failure++) await refuse(bench);
    expect(bench.open).toEqual([]);
    expect(bench.stored.get("a")?.failingSince).toBeTypeOf("number");
    expect(bench.queue.count("deliveries", "state = 'pending' AND attempts_made = 0")).toBe(4);
  });

  test("is probed at once after a restart, one delivery at a time, and all follow the first answer", async () => {
    using bench = new Bench({ a: 4 });
    bench.lanes.set("a", null, WELL);
    for (let index = 0; index < 6; index++) bench.post(`alert ${index}`);
    bench.lanes.set("a", destination("a", 4), { ...WELL, failingSince: Date.now() - 60_000 });
    await bench.settled();
    expect(bench.inFlight("a")).toBe(1);
    await bench.end("delivered", 200);
    expect(bench.stored.get("a")).toEqual(WELL);
    expect(bench.inFlight("a")).toBe(4);
  });
});

describe("a refusing channel", () => {
  test("gets everything as before, and is told of until an edit", async () => {
    using bench = new Bench({ a: 4 });
    for (let index = 0; index < 8; index++) bench.post(`alert ${index}`);
    await bench.settled();
    for (let refusal = 0; refusal < 4; refusal++) await bench.end("http_status", 401);
    expect(bench.stored.get("a")).toMatchObject({ refusingSince: expect.any(Number), refusal: "Said." });
    expect(bench.inFlight("a")).toBe(4);
    // The edit's own writing ended it in the database; what was sent before says nothing about the channel now.
    bench.lanes.set("a", { ...destination("a", 4), version: 2, revision: "2" }, WELL);
    bench.stored.clear();
    while (bench.open.length > 0) await bench.end("http_status", 401);
    expect(bench.stored.size).toBe(0);
  });
});

describe("a held channel", () => {
  const hold = (bench: Bench) => bench.end("http_status", 429, () => true, "60");
  const held = () => ({ ...WELL, onlyFailuresSince: expect.any(Number), heldUntil: expect.any(Number) });

  test("sends nothing, and what waits loses no attempts", async () => {
    using bench = new Bench({ a: 1 });
    for (let index = 0; index < 5; index++) bench.post(`alert ${index}`);
    await bench.settled();
    await hold(bench);
    expect(bench.open).toEqual([]);
    expect(bench.stored.get("a")).toEqual(held());
    expect(bench.queue.count("deliveries", "state = 'pending' AND attempts_made = 0")).toBe(4);
  });

  test("sends again by the success of what was in flight", async () => {
    using bench = new Bench({ a: 2 });
    for (let index = 0; index < 5; index++) bench.post(`alert ${index}`);
    await bench.settled();
    await hold(bench);
    expect(bench.inFlight("a")).toBe(1);
    await bench.end("delivered", 200);
    expect(bench.stored.get("a")).toEqual(WELL);
    expect(bench.inFlight("a")).toBe(2);
  });

  test("stays held after a restart and a rename, and not after an edit of its destination", async () => {
    using bench = new Bench({ a: 2 });
    const stored = { ...WELL, heldUntil: Date.now() + 60_000 };
    const edited = (version: number) => ({ ...destination("a", 2), version, revision: String(version) });
    bench.lanes.set("a", null, WELL);
    bench.post("x");
    bench.lanes.set("a", edited(1), stored);
    await bench.settled();
    bench.lanes.set("a", edited(2), stored);
    await bench.settled();
    expect(bench.open).toEqual([]);
    bench.lanes.set("a", edited(3), WELL);
    await bench.settled();
    expect(bench.inFlight("a")).toBe(1);
  });

  test("is sent to by its clock, once the hold is over", async () => {
    using bench = new Bench({ a: 2 });
    bench.lanes.set("a", null, WELL);
    bench.post("x");
    const heldUntil = Date.now() + 30;
    bench.lanes.set("a", destination("a", 2), { ...WELL, heldUntil });
    await until("the end of the hold", async () => bench.inFlight("a") === 1);
    expect(Date.now()).toBeGreaterThanOrEqual(heldUntil);
  });
});

test("what is stored follows what is known, although another end was written in between", async () => {
  using bench = new Bench({ a: 1 });
  for (let index = 0; index < 9; index++) bench.post(`alert ${index}`);
  await bench.settled();
  for (let failure = 0; failure < 5; failure++) await bench.end("connection_refused", null);
  // Read anew by an edit of something else, from a database that does not have the last end yet.
  bench.lanes.set("a", { ...destination("a", 1), revision: "2" }, WELL);
  await bench.settled();
  bench.stored.clear();
  await bench.end("connection_refused", null);
  expect(bench.stored.get("a")?.failingSince).toBeTypeOf("number");
});

test("a success that comes before the failure is written is stored after it", async () => {
  using bench = new Bench({ a: 6 });
  for (let index = 0; index < 6; index++) bench.post(`alert ${index}`);
  await bench.settled();
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.diskReady = promise;
  for (let failure = 0; failure < 5; failure++) await bench.end("connection_refused", null);
  // Renamed meanwhile, so the channel is read anew.
  bench.lanes.set("a", { ...destination("a", 6), revision: "2" }, WELL);
  await bench.end("delivered", 200);
  resolve();
  await bench.settled();
  expect(bench.stored.get("a")).toEqual(WELL);
});

test("while nothing can be written, 512 ends are kept in memory and nothing more is sent", async () => {
  using bench = new Bench({ a: 256, b: 256, c: 256 });
  bench.diskHangs = true;
  for (let index = 0; index < 300; index++) bench.post(`alert ${index}`);
  await bench.settled();
  while (bench.open.length > 0) {
    for (const one of bench.open.splice(0)) one.end(ended("delivered", 200, null));
    await bench.settled();
  }
  // Those in flight when the limit was reached had to end too.
  expect(bench.sent.length).toBeGreaterThanOrEqual(512);
  expect(bench.sent.length).toBeLessThan(512 + MAX_IN_FLIGHT);
});

test("a channel that is disabled while requests are in flight starts no more; enabled again, the rest follows", async () => {
  using bench = new Bench({ a: 2 });
  for (let index = 0; index < 5; index++) bench.post(`alert ${index}`);
  await bench.settled();
  bench.lanes.set("a", null, WELL);
  while (bench.open.length > 0) await bench.end("delivered", 200);
  expect(bench.sent).toHaveLength(2);
  bench.lanes.set("a", destination("a", 2), WELL);
  await bench.settled();
  while (bench.open.length > 0) await bench.end("delivered", 200);
  expect(bench.sent).toHaveLength(5);
});

test("a retry whose time comes while other requests end is sent, however late its timer is", async () => {
  using bench = new Bench({ a: 4 });
  bench.lanes.set("a", { ...destination("a", 4), retrySchedule: [1] }, WELL);
  bench.post("x");
  await bench.settled();
  await bench.end("connection_refused", null);
  const [{ at } = { at: 0 }] = bench.queue.connection.sqlite
    .prepare("SELECT next_attempt_at AS at FROM deliveries")
    .all() as { at: number }[];
  bench.post("y");
  await bench.settled();
  // The thread is busy past the retry's time; what is looked at first is the end of the other request.
  while (Date.now() <= at + 5);
  await bench.end("delivered", 200);
  expect(bench.sent.map(({ alertId }) => alertId)).toEqual(["x", "y", "x"]);
});

test("a delivery of which no attempt came about is made again, and holds up no other", async () => {
  using bench = new Bench({ a: 1 });
  const [first, second] = [bench.post("x"), bench.post("y")];
  await bench.settled();
  bench.open.shift()?.end(null);
  await bench.settled();
  while (bench.open.length > 0) await bench.end("delivered", 200);
  expect(bench.sent.map(({ eventId }) => eventId).toSorted()).toEqual([first, first, second].toSorted());
  expect(bench.queue.count("deliveries", "state = 'delivered' AND attempts_made = 1")).toBe(2);
});
