import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { reasonOf } from "#db/storage-fault.ts";
import { AppError } from "#lib/domain/errors.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { type Asker, askerBySession } from "#lib/web/export/asker.ts";
import { Outflow } from "#lib/web/export/outflow.ts";
import { HttpError } from "#lib/web/http/problem.ts";

const AT_ONCE = 2;
/** What is read at once, bytes: a slow client keeps no more of the file in memory. */
const PIECE = 256 * 1_024;

const running = new Set<Outflow>();

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
  running.add(outflow);
  try {
    await sendBackup(outflow, response, { asker, token: tokenIn(request) });
  } finally {
    running.delete(outflow);
  }
}

/** Cuts off all that run, at a stop. */
export function cutOffDownloads(): void {
  for (const outflow of running) outflow.cutOff("Tocsin was stopped.");
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
  const { name, file } = await engine().run("backups.download", { actor: asker.actor, input: { token } });
  const handle = await openBackup(file);
  try {
    const { size } = await handle.stat();
    response.writeHead(200, headersOf(name, size));
    await sendFile(outflow, handle, { size, refusal: () => asker.refusal() });
  } finally {
    await handle.close();
  }
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

type Sending = { size: number; refusal: () => string | null };

/** Sends `size` bytes at the client's pace. One that is cut off ends before the length that was promised. */
async function sendFile(outflow: Outflow, handle: FileHandle, { size, refusal }: Sending): Promise<void> {
  let sent = 0;
  try {
    while (sent < size) {
      const because = refusal();
      if (because !== null) outflow.cutOff(because);
      outflow.throwIfCut();
      const { bytesRead, buffer } = await handle.read(
        Buffer.allocUnsafe(PIECE),
        0,
        Math.min(PIECE, size - sent),
      );
      if (bytesRead === 0) throw new Error("The backup became shorter while it was read.");
      await outflow.write(buffer.subarray(0, bytesRead));
      sent += bytesRead;
    }
    await outflow.end();
    log("http").info({ bytes: sent }, "a backup was downloaded");
  } catch (error) {
    const because = outflow.because ?? (error instanceof Error ? error.message : String(error));
    outflow.cutOff(because);
    log("http").warn({ bytes: sent, of: size, because }, "the download of a backup was cut off");
  }
}
