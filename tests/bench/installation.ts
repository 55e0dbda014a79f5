import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Api, connect } from "../support/api.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { CONNECTIONS, postAll } from "./load.ts";
import type { BenchReceiver, Heard } from "./receiver.ts";

/** A running Tocsin with the functions that benchmarks need. */
export type Installation = AsyncDisposable & {
  tocsin: Tocsin;
  api: Api;
  /** Posts `posts` bodies to the ingest endpoint, over 32 connections by default. */
  ingest(posts: number, body: (index: number) => string, connections?: number): Promise<void>;
};

export async function startInstallation(dataDir?: string): Promise<Installation> {
  const tocsin = await startTocsin(dataDir === undefined ? {} : { dataDir });
  const api = connect(tocsin);
  const headers = { authorization: `Bearer ${api.key}`, "content-type": "application/json" };
  return {
    tocsin,
    api,
    ingest: (posts, body, connections = CONNECTIONS) =>
      postAll({ url: `${tocsin.url}/api/v1/alerts`, headers, posts, body, connections }),
    [Symbol.asyncDispose]: () => tocsin[Symbol.asyncDispose](),
  };
}

export type Measured = { perSecond: number; heard: Heard };

/**
 * Runs `load` and waits until `count` requests have arrived. The rate is taken from the start to the last
 * receipt.
 */
export async function measure(
  receiver: BenchReceiver,
  count: number,
  load: () => Promise<void>,
): Promise<Measured> {
  await receiver.forget();
  const startedAt = performance.timeOrigin + performance.now();
  await load();
  const heard = await receiver.waitFor(count);
  return { perSecond: count / ((heard.lastAt - startedAt) / 1_000), heard };
}

/** Posts straight to the receiver, to measure what the machine can do without Tocsin. */
export const reference = (receiver: BenchReceiver, count: number, body: (index: number) => string) =>
  measure(receiver, count, () =>
    postAll({ url: receiver.url(), headers: { "content-type": "application/json" }, posts: count, body }),
  );

/** Memory of a process in MiB: now, and the peak since `forgetPeak`. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: mib("VmRSS"), peak: mib("VmHWM") };
}

export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** CPU seconds that a process has used so far, all threads together. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bytes of the database and its write-ahead log. */
export const bytesOnDisk = (dataDir: string): number =>
  ["tocsin.db", "tocsin.db-wal"].reduce(
    (sum, file) => sum + (statSync(join(dataDir, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
