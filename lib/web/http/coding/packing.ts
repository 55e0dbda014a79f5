import type { ServerResponse } from "node:http";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import type { Coding } from "./negotiate.ts";

const { Z_SYNC_FLUSH, ZSTD_c_compressionLevel, ZSTD_e_flush } = constants;

/** Levels at which packing takes less time than its gain takes on the wire. */
const PACKERS = {
  zstd: {
    create: () => createZstdCompress({ params: { [ZSTD_c_compressionLevel]: 3 } }),
    flush: ZSTD_e_flush,
  },
  gzip: { create: () => createGzip({ level: 6 }), flush: Z_SYNC_FLUSH },
};

/** The codings of what is made for each request, best first. */
export const STREAM_CODINGS = ["zstd", "gzip"] as const satisfies readonly Coding[];
export type StreamCoding = (typeof STREAM_CODINGS)[number];

/** Below it a coding saves no packet on the wire, bytes. */
const WORTHWHILE = 1_000;

/** An event stream is left alone: its events must leave at once, and each on its own gains little. */
const PACKABLE =
  /^(?:text\/(?!event-stream)|(?:application|image)\/(?:[\w.-]+\+)?(?:json|xml|javascript)\b)/i;

/** Whether an answer with the headers set so far may be packed at all: then a cache must tell its codings apart. */
export function isPackable(response: ServerResponse): boolean {
  if (response.hasHeader("content-encoding")) return false;
  if (/\bno-transform\b/i.test(String(response.getHeader("cache-control") ?? ""))) return false;
  return PACKABLE.test(String(response.getHeader("content-type") ?? ""));
}

/** Whether packing gains anything: there is a body, whole, and not known to be short. */
export function isWorthPacking(response: ServerResponse): boolean {
  const { statusCode } = response;
  if (statusCode < 200 || statusCode === 204 || statusCode === 206 || statusCode === 304) return false;
  const length = response.getHeader("content-length");
  return length === undefined || Number(length) >= WORTHWHILE;
}

/** A stream in the coding, whose bytes go to `write` and `end`: those of the response as Node made them. */
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
  // Whoever writes to the response waits for its drain, not for the packer's.
  packer.on("drain", () => response.emit("drain"));
  packer.once("end", () => plain.end());
  packer.once("error", (error) => response.destroy(error));
  response.once("close", () => packer.destroy());
  return { packer, flush: whenQuiet(() => packer.writable && packer.flush(flush)) };
}

/** Long enough for the pieces of a page that is ready, whose packing suffers from each flush. */
const QUIET_MS = 4;

/** Calls `act` once the writer pauses: the start of a page leaves while the rest is made. */
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
