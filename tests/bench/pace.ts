/**
 * Starts `count` tasks at an even pace, `perSecond` of them a second, without waiting for the ones before.
 * Resolves once all have ended; rejects if one did.
 */
export async function atPace(
  perSecond: number,
  count: number,
  start: (index: number) => Promise<unknown>,
): Promise<void> {
  const startedAt = performance.now();
  const running: Promise<unknown>[] = [];
  for (let index = 0; index < count; index++) {
    const wait = startedAt + (index * 1_000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(start(index));
  }
  await Promise.all(running);
}
