import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Api, connect } from "../support/api.ts";
import { startTocsin, type Tocsin, type TocsinOptions } from "../support/server.ts";
import { CONNECTIONS, postAll } from "./load.ts";
import { bodyOfAlerts, type Subject } from "./rounds.ts";

/** A running Tocsin with the functions that benchmarks need. */
export type Installation = AsyncDisposable & {
  tocsin: Tocsin;
  api: Api;
  subject: Subject;
  /** Posts `posts` bodies to the ingest endpoint, over 32 connections by default. */
  ingest(posts: number, body: (index: number) => string, connections?: number): Promise<void>;
};

export async function startInstallation(options: TocsinOptions = {}): Promise<Installation> {
  const tocsin = await startTocsin(options);
  const api = connect(tocsin);
  const headers = { authorization: `Bearer ${api.key}`, "content-type": "application/json" };
  const url = `${tocsin.url}/api/v1/alerts`;
  return {
    tocsin,
    api,
    subject: { name: "Tocsin", pid: tocsin.pid, url, headers, body: bodyOfAlerts },
    ingest: (posts, body, connections = CONNECTIONS) => postAll({ url, headers, posts, body, connections }),
    [Symbol.asyncDispose]: () => tocsin[Symbol.asyncDispose](),
  };
}

/** Memory of a process in MiB: now, and the peak since `forgetPeak`. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: mib("VmRSS"), peak: mib("VmHWM") };
}

export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Bytes of the database and its write-ahead log. */
export const bytesOnDisk = (dataDir: string): number =>
  ["tocsin.db", "tocsin.db-wal"].reduce(
    (sum, file) => sum + (statSync(join(dataDir, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
