import { expect, test } from "vitest";
import { watchIdle } from "#lib/engine/clock/idle.ts";
import { until } from "../../../support/until.ts";

test("a thread is idle that has rested since it was asked before, and not one that has worked", async () => {
  const isIdle = watchIdle();
  const workUntil = performance.now() + 20;
  while (performance.now() < workUntil);
  expect(isIdle()).toBe(false);
  await until("the thread to count as idle", async () => isIdle());
});
