/** The time between two looks, ms. */
const PAUSE_MS = 20;

/**
 * Calls `look` until it returns something, and resolves with that. Rejects after `timeoutMs` with `what` was
 * awaited: `await until("the delivery to end", async () => …)`.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}.`);
}
