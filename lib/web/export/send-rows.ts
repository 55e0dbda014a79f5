import { setTimeout as rest } from "node:timers/promises";
import { FAILED_INSIDE } from "#lib/domain/errors.ts";
import type { ExportEnd } from "#lib/domain/export.ts";
import { log } from "#lib/log.ts";
import type { Outflow } from "./outflow.ts";
import type { Row } from "./row.ts";
import type { FileText } from "./text.ts";

/** What is written at once, characters: a slow client then shows its progress, and little waits in memory. */
const PIECE = 64 * 1024;

/** Sends all pages, or as far as it gets, and says how it ended. Never rejects. */
export async function sendRows(
  outflow: Outflow,
  pages: AsyncGenerator<Row[]>,
  { head, line }: FileText,
): Promise<ExportEnd> {
  let rows = 0;
  try {
    await outflow.write(head);
    for (;;) {
      // A page may hold nothing to write, and the next ones too.
      outflow.throwIfCut();
      const began = performance.now();
      const { value: page, done } = await pages.next();
      if (done) break;
      const pieces = piecesOf(page, line);
      const took = performance.now() - began;
      for (const piece of pieces) await outflow.write(piece);
      rows += page.length;
      // At most half of the thread's time, so that posts and pages go on.
      await rest(took);
    }
    await outflow.end();
    return { rows, whole: true, because: null };
  } catch (error) {
    const failed = outflow.because === null;
    outflow.cutOff(FAILED_INSIDE);
    if (failed) log("http").error({ err: error }, "an export failed");
    return { rows, whole: false, because: outflow.because };
  }
}

/** The lines of a page, joined to pieces of about PIECE. */
function piecesOf(page: readonly Row[], line: FileText["line"]): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const row of page) {
    piece += line(row);
    if (piece.length < PIECE) continue;
    pieces.push(piece);
    piece = "";
  }
  return piece === "" ? pieces : [...pieces, piece];
}
