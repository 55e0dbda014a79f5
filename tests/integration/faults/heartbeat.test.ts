import { expect, test } from "vitest";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";

test("HEARTBEAT_URL is requested soon after the start, and its path is nowhere in the log", async () => {
  await using watcher = await startReceiver();
  const env = { HEARTBEAT_URL: `${watcher.url}/ping/mine-alone`, LOG_LEVEL: "trace" };
  await using tocsin = await startTocsin({ env });
  await watcher.waitFor(1);
  expect(watcher.requests[0]).toMatchObject({ method: "GET", path: "/ping/mine-alone" });
  await tocsin.waitForLog(({ msg }) => msg === "the heartbeat arrives");
  expect(await tocsin.stop()).toBe(0);
  expect(tocsin.output()).not.toContain("mine-alone");
});

test("one that hangs does not hold up a stop", async () => {
  await using watcher = await startReceiver({ answer: () => "hang" });
  const env = { HEARTBEAT_URL: watcher.url };
  await using tocsin = await startTocsin({ env });
  await watcher.waitFor(1);
  const start = performance.now();
  expect(await tocsin.stop()).toBe(0);
  expect(performance.now() - start).toBeLessThan(5_000);
});
