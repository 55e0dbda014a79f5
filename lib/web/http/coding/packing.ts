import type { ServerResponse } from "node:http";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import type { Coding } from "./negotiate.ts";

const { Z_SYNC_FLUSH, ZSTD_c_compressionLevel, ZSTD_e_flush } = constants;

/** Levels at which compressing takes less time than it saves on the wire. */
const PACKERS = {
  zstd: {
    create: () => createZstdCompress({ params: { [ZSTD_c_compressionLevel]: 3 } }),
    flush: ZSTD_e_flush,
  },
  gzip: { create: () => createGzip({ level: 6 }), flush: Z_SYNC_FLUSH },
};

/** The codings for answers made per request, best first. */
export const STREAM_CODINGS = ["zstd", "gzip"] as const satisfies readonly Coding[];
export type StreamCoding = (typeof STREAM_CODINGS)[number];

/** The least length that is compressed, bytes: a shorter answer fits one packet anyway. */
const WORTHWHILE = 1_000;

/** Excludes event streams: each event must leave at once, and gains little on its own. */
const PACKABLE =
  /^(?:text\/(?!event-stream)|(?:application|image)\/(?:[\w.-]+\+|x-nd)?(?:json|xml|javascript)\b)/i;

/** Whether the headers so far allow a coding. If so, caches must keep the codings apart. */
export function isPackable(response: ServerResponse): boolean {
  if (response.hasHeader("content-encoding")) return false;
  if (/\bno-transform\b/i.test(String(response.getHeader("cache-control") ?? ""))) return false;
  return PACKABLE.test(String(response.getHeader("content-type") ?? ""));
}

/** Whether compressing helps: the answer has a whole body that is not known to be short. */
export function isWorthPacking(response: ServerResponse): boolean {
  const { statusCode } = response;
  if (statusCode < 200 || statusCode === 204 || statusCode === 206 || statusCode === 304) return false;
  const length = response.getHeader("content-length");
  return length === undefined || Number(length) >= WORTHWHILE;
}

/** A compressing stream. It writes its output with `plain`, the response's original `write` and `end`. */
export function packerInto(
  response: ServerResponse,
  coding: StreamCoding,
  plain: Pick<ServerResponse, "write" | "end">,
) {
  const { create, flush } = PACKERS[coding];
  const packer = create();
  packer.on("data", (bytes: Buffer) => {
    if (!plain.write(bytes)) packer.pause();
  });
  response.on("drain", () => packer.resume());
  // Code that writes to the response waits for the response's drain event, not the packer's.
  packer.on("drain", () => response.emit("drain"));
  packer.once("end", () => plain.end());
  packer.once("error", (error) => response.destroy(error));
  response.once("close", () => packer.destroy());
  return { packer, flush: whenQuiet(() => packer.writable && packer.flush(flush)) };
}

/** Each flush makes compression worse. This is long enough to collect the ready pieces of a page. */
const QUIET_MS = 4;

/** Calls `act` shortly after the first write, so that the start of a page leaves while the rest is made. */
function whenQuiet(act: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      act();
    }, QUIET_MS);
  };
}
