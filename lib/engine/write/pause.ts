/** How long Tocsin waits before it tries again what failed or could not be written, ms. */
export const AGAIN_MS = 1_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
