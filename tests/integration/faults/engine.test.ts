import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { shiftedClock } from "../../support/shifted-clock.ts";

const THREE_HOURS_MS = 3 * 3_600_000;

test("a channel that may have 256 in flight and hangs does not delay another by a second", async () => {
  await using hanging = await startReceiver({ answer: () => "hang" });
  await using well = await startReceiver();
  await using tocsin = await startTocsin();
  const api = connect(tocsin);
  await api.createChannel({ url: well.url });
  await api.createChannel({ url: hanging.url, max_in_flight: 256 });
  await api.post(Array.from({ length: 400 }, (_, index) => ({ alert_title: `${index}` })));
  await Promise.all([hanging.waitFor(150), well.waitFor(400)]);
  const posted = Date.now();
  await api.post({ alert_title: "Urgent" });
  const arrived = (await well.waitFor(401, 20_000)).at(-1)?.at ?? 0;
  expect(arrived - posted).toBeLessThan(1_000);
});

test("while the disk is full nothing that was answered is sent again", async () => {
  using folder = temporaryFolder();
  const full = join(folder.path, "full");
  const taken = { status: 200, body: "y".repeat(64_000) };
  const open = Promise.withResolvers<typeof taken>();
  await using receiver = await startReceiver({ answer: () => open.promise });
  await using tocsin = await startTocsin({
    dataDir: join(folder.path, "data"),
    env: { NODE_OPTIONS: "--import=./tests/integration/faults/limit-pages.ts", TOCSIN_FULL_WHILE: full },
  });
  const api = connect(tocsin);
  await api.createChannel({ url: receiver.url });
  await api.post(Array.from({ length: 16 }, (_, index) => ({ alert_title: `${index}` })));
  await receiver.waitFor(16);
  writeFileSync(full, "");
  open.resolve(taken);
  // Sent again after a second: by then there would be more.
  await expect(receiver.waitFor(17, 4_000)).rejects.toThrow("16 arrived");
});

test.each([
  ["forward", THREE_HOURS_MS, 7_200],
  ["back", -THREE_HOURS_MS, 2],
])("the clock jumps %s: what waits is tried within half a minute", async (_way, jump, delay) => {
  using folder = temporaryFolder();
  const clock = join(folder.path, "clock");
  await using receiver = await startReceiver({
    answer: (_request, index) => ({ status: index === 0 ? 500 : 200 }),
  });
  await using tocsin = await startTocsin({
    dataDir: join(folder.path, "data"),
    env: shiftedClock(clock),
  });
  const api = connect(tocsin);
  await api.createChannel({ url: receiver.url, retry_schedule: [delay] });
  const { results } = await api.post([{ alert_id: "a", alert_title: "A" }, { alert_id: "a" }]);
  await api.waitForDelivery(results[0]?.event_id ?? "", "pending", { attempts: 1 });
  writeFileSync(clock, String(jump));
  await receiver.waitFor(3, 30_000);
});
