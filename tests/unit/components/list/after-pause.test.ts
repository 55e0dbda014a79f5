import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPause } from "#components/list/after-pause.ts";
import { onPageChange, pageChangeStarts } from "#components/live/page-changes.ts";

let acts: number;
const act = () => acts++;

beforeEach(() => {
  acts = 0;
  vi.useFakeTimers();
  vi.stubGlobal("location", new URL("http://localhost/alerts"));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it acts once after the pause", () => {
  afterPause(300, act);
  vi.advanceTimersByTime(299);
  expect(acts).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(acts).toBe(1);
});

test("it does not act once it is cancelled", () => {
  afterPause(300, act)();
  vi.advanceTimersByTime(300);
  expect(acts).toBe(0);
});

test("nor once another page is requested, of which everybody else hears too", () => {
  const heard: string[] = [];
  const stop = onPageChange((path) => heard.push(path));
  afterPause(300, act);
  pageChangeStarts("/alerts/disk", "push");
  stop();
  pageChangeStarts("/rules", "push");
  vi.advanceTimersByTime(300);
  expect([acts, heard]).toEqual([0, ["/alerts/disk"]]);
});

test("nor once the browser has gone back to another page", () => {
  afterPause(300, act);
  vi.stubGlobal("location", new URL("http://localhost/rules"));
  pageChangeStarts("/rules", "traverse");
  vi.advanceTimersByTime(300);
  expect(acts).toBe(0);
});

test("it acts although a filter of the same list is chosen", () => {
  afterPause(300, act);
  pageChangeStarts("/alerts?status=Open", "push");
  vi.advanceTimersByTime(300);
  expect(acts).toBe(1);
});
