import { afterEach, beforeEach, expect, test } from "vitest";
import { putSecret } from "#db/queries/channel-secrets.ts";
import { makeDue, requeueDelivery } from "#db/queries/delivery-queue.ts";
import { rollupsByChannel } from "#db/queries/rollups.ts";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { windowParts } from "#lib/domain/overview/window.ts";
import { Secret } from "#lib/domain/secret.ts";
import { Dispatcher } from "#lib/engine/delivery/dispatcher.ts";
import type { Outbound } from "#lib/engine/write/context.ts";
import { Meters } from "#lib/engine/write/meters.ts";
import { createSender } from "#lib/webhook/send.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { type Receiver, startReceiver } from "../../../support/receiver.ts";
import { until } from "../../../support/until.ts";
import { QueueDatabase } from "./queue-database.ts";

const DAMAGED = "damaged";

let receiver: Receiver;
let queue: QueueDatabase;
let outbound: Outbound;
let dispatcher: Dispatcher;
let changed: string[];
let logged: string[];
/** What else happens in the turn that records an attempt. */
let inSameTurn: () => void;

beforeEach(async () => {
  receiver = await startReceiver();
  queue = new QueueDatabase(["a", "b"]);
  queue.connection.sqlite.prepare("UPDATE channels SET url = ? || '/' || id").run(receiver.url);
  for (const id of ["a", "b"]) seal(id, newSigningSecret());
  const sender = createSender({ policy: parseOutboundPolicy({ outbound: "private" }) });
  outbound = { sender, baseUrl: null, lookAt: async () => Promise.reject(new Error("Nothing here looks.")) };
  [changed, logged] = [[], []];
  inSameTurn = () => {};
  dispatcher = new Dispatcher({
    db: queue.connection.db,
    open: (envelope) => {
      if (String(envelope) === DAMAGED) throw new Error("It can't be opened.");
      return new Secret(String(envelope));
    },
    channelChanged: (_tx, channelId) => changed.push(channelId),
    writer: {
      write: async (_what, work) => {
        const value = queue.transact(Date.now(), work);
        inSameTurn();
        return value;
      },
    },
    meters: new Meters(),
    log: {
      error: (_fields: unknown, message?: string) => void logged.push(message ?? ""),
      warn: () => {},
      debug: () => {},
      isLevelEnabled: () => false,
    },
  });
});

afterEach(async () => {
  await dispatcher.drain(1_000);
  await dispatcher.close();
  queue[Symbol.dispose]();
  await receiver.stop();
});

const seal = (channelId: string, secret: string) =>
  putSecret(queue.connection.db, { channelId, name: "signing", sealed: Buffer.from(secret) });

const post = (alertId: string) =>
  queue.publish(alertId, Date.now(), (channelId, due) => dispatcher.offer(channelId, due));

const paths = () => receiver.requests.map(({ path }) => path).toSorted();

const recorded = (deliveries: number) =>
  until("the attempts to be recorded", async () => {
    return queue.count("deliveries", "state = 'delivered' AND attempts_made = 1") === deliveries;
  });

test("sends nothing before it begins; then it sends what waits, and records each attempt", async () => {
  post("before");
  expect(() => dispatcher.outbound()).toThrow("Tocsin is starting: try again in a moment.");
  dispatcher.begin(outbound);
  await receiver.waitFor(2);
  post("after");
  await receiver.waitFor(4);
  await recorded(4);
  expect(queue.count("deliveries", "outcome = 'delivered'")).toBe(4);
  expect(changed).toEqual([]);
});

test("holds a channel whose secrets can't be opened, and no other", async () => {
  seal("a", DAMAGED);
  dispatcher.begin(outbound);
  post("x");
  await receiver.waitFor(1);
  await recorded(1);
  expect(paths()).toEqual(["/b"]);
  expect(logged).toEqual(["a channel is held: its secrets can't be opened"]);

  seal("a", newSigningSecret());
  dispatcher.reset("a");
  await receiver.waitFor(2);
  expect(paths()).toEqual(["/a", "/b"]);
});

test("sends again what failed inside Tocsin, and goes on with the others meanwhile", async () => {
  const { sender } = outbound;
  let calls = 0;
  const breaksOnce: Outbound["sender"]["send"] = async (to, request) => {
    if (++calls === 1) throw new Error("It broke.");
    return sender.send(to, request);
  };
  dispatcher.begin({ ...outbound, sender: { ...sender, send: breaksOnce } });
  post("x");
  await receiver.waitFor(1);
  expect(logged).toEqual(["a delivery could not be sent"]);
  await receiver.waitFor(2);
  await recorded(2);
  expect(paths()).toEqual(["/a", "/b"]);
});

test("counts what became of each delivery, and how long it took unless it was sent again", async () => {
  receiver.answer = ({ path }) => ({ status: path === "/a" ? 200 : 404 });
  dispatcher.begin(outbound);
  post("x");
  await until("both to end", async () => queue.count("deliveries", "state <> 'pending'") === 2);
  const again = { seq: 1, position: 1, channelId: "a", alertId: "x" };
  queue.transact(Date.now(), (tx) => requeueDelivery(tx.db, tx.lines, again, { now: tx.now }));
  dispatcher.wake("a");
  await until("it to be sent again", async () => queue.count("deliveries", "attempts_made = 2") === 1);
  const counts = rollupsByChannel(queue.connection.db, windowParts("24h", Date.now()));
  const none = { cancelled: 0, failedAttempts: 0 };
  expect(counts.get("a")).toMatchObject({ ...none, delivered: 2, failed: 0 });
  expect(counts.get("a")?.latencies.reduce((sum, count) => sum + count)).toBe(1);
  expect(counts.get("b")).toMatchObject({ ...none, delivered: 0, failed: 1, failedAttempts: 1 });
});

test("what is redelivered in the turn that records its attempt is sent again", async () => {
  const statuses = [404];
  receiver.answer = ({ path }) => ({ status: path === "/a" ? (statuses.shift() ?? 200) : 200 });
  inSameTurn = () => {
    if (queue.count("deliveries", "seq = 1 AND state = 'failed'") === 0) return;
    inSameTurn = () => {};
    const again = { seq: 1, position: 1, channelId: "a", alertId: "x" };
    queue.transact(Date.now(), (tx) => requeueDelivery(tx.db, tx.lines, again, { now: tx.now }));
    dispatcher.wake("a");
  };
  dispatcher.begin(outbound);
  post("x");
  await until("the redelivery", async () => queue.count("deliveries", "attempts_made = 2") === 1);
});

test("what is sent now in the turn that records its attempt is sent again", async () => {
  queue.connection.sqlite.exec("UPDATE channels SET retry_schedule = '[3600]'");
  const statuses = [503];
  receiver.answer = ({ path }) => ({ status: path === "/a" ? (statuses.shift() ?? 200) : 200 });
  inSameTurn = () => {
    if (queue.count("deliveries", "seq = 1 AND state = 'pending' AND attempts_made = 1") === 0) return;
    inSameTurn = () => {};
    dispatcher.hurry(
      "a",
      queue.transact(Date.now(), ({ db, now }) => makeDue(db, { seq: 1, now })),
    );
  };
  dispatcher.begin(outbound);
  post("x");
  await until("the second attempt", async () => queue.count("deliveries", "attempts_made = 2") === 1);
});

test("tells which channel an attempt has changed", async () => {
  receiver.answer = ({ path }) => ({ status: path === "/a" ? 410 : 200 });
  dispatcher.begin(outbound);
  post("x");
  await until("the channel to be disabled", async () => changed.length > 0);
  expect(changed).toEqual(["a"]);
});

test("reads no channel once it is closed: the database may be closed too", async () => {
  dispatcher.begin(outbound);
  await dispatcher.close();
  queue.connection.sqlite.close();
  expect(() => dispatcher.resetAll()).not.toThrow();
});
