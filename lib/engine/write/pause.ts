/** How long what failed inside Tocsin, or could not be written, waits before it is tried again, ms. */
export const AGAIN_MS = 1_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
