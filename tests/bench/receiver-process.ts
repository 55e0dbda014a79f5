import { type AddressInfo, createServer } from "node:net";
import { messageReader } from "./messages.ts";
import type { Heard, ToReceiver } from "./receiver.ts";

/*
 * The receiver's process. It answers every request with 200, unless the path says otherwise, and notes when
 * each alert arrived. An alert's `source_id` holds the time of its post, or its text does: not every format sends
 * the `source_id`.
 */

const SENT_AT = /(?:"source_id":"|posted at )([\d.]+)/g;
const MAX_NOTED = 2_000_000;
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
const FAILED = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n";

const noted = new Map<string, number[]>();
let count = 0;
let lastAt = 0;

const server = createServer({ noDelay: true }, (socket) => {
  const read = messageReader(({ head, body }) => {
    const path = head.split(" ", 2)[1] ?? "/";
    if (path === "/hang") return;
    note(path, body);
    socket.write(path === "/500" ? FAILED : OK);
  });
  socket.on("data", read);
  // A sender that is killed resets its connections.
  socket.on("error", () => socket.destroy());
});

function note(path: string, body: Buffer): void {
  const now = performance.timeOrigin + performance.now();
  const ofPath = noted.get(path) ?? [];
  for (const [, sentAt] of alertsIn(body).matchAll(SENT_AT)) {
    count++;
    if (count <= MAX_NOTED && ofPath.push(now - Number(sentAt)) === 1) noted.set(path, ofPath);
  }
  lastAt = now;
}

/** Alertmanager repeats what all alerts of a group share, after the alerts. */
const alertsIn = (body: Buffer): string => body.toString("latin1").split('"groupLabels":', 1)[0] ?? "";

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

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
