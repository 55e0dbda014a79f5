import { setTimeout as rest } from "node:timers/promises";
import { FAILED_INSIDE } from "#lib/domain/errors.ts";
import type { ExportEnd } from "#lib/domain/export.ts";
import { log } from "#lib/log.ts";
import type { Outflow } from "./outflow.ts";
import type { Row } from "./row.ts";
import type { FileText } from "./text.ts";

/** What is written at once, characters: a slow client then shows its progress, and little waits in memory. */
const PIECE = 64 * 1024;

/**
 * Sends all rows, or as far as it gets, and says how it ended. Before each piece it asks for a `refusal`: why there
 * may be no more, or null. Never rejects.
 */
export async function sendRows(
  outflow: Outflow,
  reads: AsyncGenerator<Iterable<Row>>,
  { head, line }: FileText,
  refusal: () => string | null = () => null,
): Promise<ExportEnd> {
  let rows = 0;
  try {
    await outflow.write(head);
    const pieces = piecesOf(reads, line);
    for (;;) {
      // A read may find nothing to write, and the next ones too.
      refuse(outflow, refusal());
      outflow.throwIfCut();
      const began = performance.now();
      const { value: piece, done } = await pieces.next();
      if (done) break;
      // At most half of the thread's time, so that posts and pages go on.
      await rest(performance.now() - began);
      if (piece.rows > 0) await outflow.write(piece.text);
      rows += piece.rows;
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

/** A client that reads slowly may outlive its session. */
function refuse(outflow: Outflow, because: string | null): void {
  if (because !== null) outflow.cutOff(because);
}

type Piece = { text: string; rows: number };

/** The lines of the rows, joined to pieces of about PIECE; each read ends with one, perhaps an empty one. */
async function* piecesOf(
  reads: AsyncGenerator<Iterable<Row>>,
  line: FileText["line"],
): AsyncGenerator<Piece> {
  for await (const read of reads) {
    let piece: Piece = { text: "", rows: 0 };
    for (const row of read) {
      piece = { text: piece.text + line(row), rows: piece.rows + 1 };
      if (piece.text.length < PIECE) continue;
      yield piece;
      piece = { text: "", rows: 0 };
    }
    yield piece;
  }
}
