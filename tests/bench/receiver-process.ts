import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Heard, ToReceiver } from "./receiver.ts";

/*
 * The receiver's process. It answers every request with 200, unless the path says otherwise, and notes when
 * each alert arrived. An alert's `source_id` holds the time of its post.
 */

const SENT_AT = /"source_id":"([\d.]+)"/;
const MAX_NOTED = 2_000_000;

const noted = new Map<string, number[]>();
let count = 0;
let lastAt = 0;

const server = createServer((request, response) => {
  if (request.url === "/hang") return;
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    note(request, chunks);
    answer(request, response);
  });
});

function note({ url = "/" }: IncomingMessage, chunks: Buffer[]): void {
  const now = performance.timeOrigin + performance.now();
  const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  const sentAt = SENT_AT.exec(body?.toString("latin1") ?? "")?.[1];
  count++;
  lastAt = now;
  if (sentAt === undefined || count > MAX_NOTED) return;
  const ofPath = noted.get(url) ?? [];
  if (ofPath.push(now - Number(sentAt)) === 1) noted.set(url, ofPath);
}

function answer({ url }: IncomingMessage, response: ServerResponse): void {
  response.statusCode = url === "/500" ? 500 : 200;
  response.end();
}

function heard(): Heard {
  const latencies = Object.fromEntries([...noted].map(([path, all]) => [path, percentiles(all)]));
  return { count, lastAt, latencies };
}

function percentiles(all: number[]): Heard["latencies"][string] {
  const sorted = Float64Array.from(all).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

process.on("message", (message: ToReceiver) => {
  if (message === "count") process.send?.({ count });
  if (message === "heard") process.send?.(heard());
  if (message === "forget") {
    noted.clear();
    count = 0;
    process.send?.({ count });
  }
});
process.on("disconnect", () => process.exit(0));

server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
