/** Belongs to the engine thread, the only one that sends and accepts. */
const underWay = new Set<string>();

/**
 * Remembers the event of a Test while `send` runs, so that a Test of a channel that leads back to the ingest
 * endpoint is recognised there. The event is stored only after the Test, and not at all for unsaved settings.
 */
export async function knownMeanwhile<T>(eventId: string, send: () => Promise<T>): Promise<T> {
  underWay.add(eventId);
  try {
    return await send();
  } finally {
    underWay.delete(eventId);
  }
}

export const isTestUnderWay = (eventId: string): boolean => underWay.has(eventId);
