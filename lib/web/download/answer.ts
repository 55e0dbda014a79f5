import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { reasonOf } from "#db/storage-fault.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { type Asker, askerBySession } from "#lib/web/export/asker.ts";
import { Outflow } from "#lib/web/export/outflow.ts";
import { HttpError } from "#lib/web/http/problem.ts";

const AT_ONCE = 2;
/** What is read at once, bytes: a slow client keeps no more of the file in memory. */
const PIECE = 256 * 1_024;

/** Those that run, each with the promise of its end. */
const running = new Map<Outflow, Promise<void>>();

/**
 * Answers GET of a backup, `/api/backup?token=…`, for the signed-in user who was allowed it. Throws HttpError 416
 * for a part of it, since the token counts once, and AppError `unavailable` above the limit, and what the verb
 * throws.
 */
export async function answerDownload(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET") refuseMethod(response);
  const asker = await askerBySession({ request, response }, "manage");
  if (request.headers.range !== undefined)
    throw new HttpError(416, "A backup is downloaded whole, without Range.");
  if (running.size >= AT_ONCE) throw tooMany();
  const outflow = new Outflow(response);
  const ended = Promise.withResolvers<void>();
  running.set(outflow, ended.promise);
  try {
    await sendBackup(outflow, response, { asker, token: tokenIn(request) });
  } finally {
    running.delete(outflow);
    ended.resolve();
  }
}

/** A stop waits no longer for the audit log, ms: the disk may not answer. */
const END_MS = 2_000;

/** Cuts off all that run, at a stop. Resolves once their ends are in the audit log, after 2 s at most. */
export async function cutOffDownloads(): Promise<void> {
  for (const outflow of running.keys()) outflow.cutOff("Tocsin was stopped.");
  await Promise.race([Promise.all(running.values()), pause(END_MS, undefined, { ref: false })]);
}

function refuseMethod(response: ServerResponse): never {
  response.setHeader("allow", "GET");
  throw new HttpError(405, "A backup is downloaded by GET only.");
}

const tooMany = () =>
  new AppError(
    "unavailable",
    `${AT_ONCE} backups are being downloaded, the most at a time: try again later.`,
  );

const tokenIn = ({ url }: IncomingMessage): string =>
  new URL(`http://localhost${url}`).searchParams.get("token") ?? "";

async function sendBackup(
  outflow: Outflow,
  response: ServerResponse,
  { asker, token }: { asker: Asker; token: string },
): Promise<void> {
  const { actor } = asker;
  const { name, file } = await engine().run("backups.download", { actor, input: { token } });
  const progress = { bytes: 0 };
  try {
    const handle = await openBackup(file);
    try {
      const { size } = await handle.stat();
      response.writeHead(200, headersOf(name, size));
      await sendFile(outflow, handle, { size, progress, refusal: () => asker.refusal() });
    } finally {
      await handle.close();
    }
    await recordEnd(actor, { file: name, ...progress, whole: true, because: null });
  } catch (error) {
    const because = outflow.because ?? (error instanceof Error ? error.message : String(error));
    await recordEnd(actor, { file: name, ...progress, whole: false, because });
    if (!response.headersSent) throw error;
    outflow.cutOff(because);
  }
}

type End = { file: string; bytes: number; whole: boolean; because: string | null };

/** The client has its bytes already, so a failure here can only be logged. */
async function recordEnd(actor: Actor, end: End): Promise<void> {
  log("http").info(end, "the download of a backup ended");
  await engine()
    .run("backups.end-download", { actor, input: end })
    .catch((error) => log("http").error({ err: error, ...end }, "the end of a download was not recorded"));
}

/** A link is not followed: it may have taken the backup's place. */
async function openBackup(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    throw new AppError("unavailable", `The backup can't be read: ${reasonOf(error)}.`);
  }
}

const headersOf = (name: string, size: number) => ({
  "content-type": "application/vnd.sqlite3",
  "content-length": size,
  "content-disposition": `attachment; filename="${name}"`,
  "accept-ranges": "none",
  "cache-control": "no-store",
});

type Sending = { size: number; progress: { bytes: number }; refusal: () => string | null };

/**
 * Sends `size` bytes at the client's pace, and counts them in `progress`. Throws if it is cut off, before the length
 * that was promised.
 */
async function sendFile(
  outflow: Outflow,
  handle: FileHandle,
  { size, progress, refusal }: Sending,
): Promise<void> {
  while (progress.bytes < size) {
    const because = refusal();
    if (because !== null) outflow.cutOff(because);
    outflow.throwIfCut();
    const most = Math.min(PIECE, size - progress.bytes);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(most), 0, most);
    if (bytesRead === 0) throw new Error("The backup became shorter while it was read.");
    await outflow.write(buffer.subarray(0, bytesRead));
    progress.bytes += bytesRead;
  }
  await outflow.end();
}
