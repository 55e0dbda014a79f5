/** Next's bundle and server.ts hold different copies of this module, so the one count lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinIngestAnswers?: Map<number, number> };

/** How many requests the ingest has answered since the start, by status. */
export const ingestAnswers = (): Map<number, number> => (holder.tocsinIngestAnswers ??= new Map());

/** Counts an answer of the ingest. */
export function countIngestAnswer(status: number): void {
  const counts = ingestAnswers();
  counts.set(status, (counts.get(status) ?? 0) + 1);
}
