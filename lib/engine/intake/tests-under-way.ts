/** Of this thread, which is the only one that sends and takes in. */
const underWay = new Set<string>();

/**
 * A Test's event is stored only once it has ended, and of settings that are not saved never: meanwhile it is
 * known here, so that a Test of a channel that leads back to the ingest endpoint is recognised there.
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
