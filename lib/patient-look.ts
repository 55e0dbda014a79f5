/**
 * A look at something that may not answer, such as a folder on another machine. Resolves with null if it takes longer
 * than `withinMs`. While one is under way the next caller joins it: each would keep a thread of the pool busy, and
 * none would be left for the look-up of names.
 */
export function patientLook<T>(look: () => Promise<T>, withinMs: number): () => Promise<T | null> {
  let running: Promise<T> | null = null;
  return async () => {
    running ??= look().finally(() => {
      running = null;
    });
    const late = Promise.withResolvers<null>();
    const timer = setTimeout(() => late.resolve(null), withinMs);
    try {
      return await Promise.race([running, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}
