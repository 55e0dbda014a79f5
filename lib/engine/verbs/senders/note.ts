import { z } from "zod";
import { noteSender, storedSourceSettings } from "#db/queries/senders.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { senderNoteSchema } from "#lib/domain/source/sender-note-schema.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({ notes: z.array(senderNoteSchema) });

/** Records what senders posted: see `SendersSeen`, which counts it. Only Tocsin itself may. */
export const noteSenders: Verb<void> = async (context, { actor, input }) => {
  if (actor.kind !== "system") throw new AppError("forbidden", "Only Tocsin itself notes what senders post.");
  const { notes } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    for (const note of notes) if (isThere(tx, note.source)) noteSender(tx.db, note);
  });
};

/** A source of one's own may have been deleted since the post. */
const isThere = ({ db }: Tx, source: string): boolean =>
  !source.startsWith("src_") || storedSourceSettings(db, source) !== undefined;
