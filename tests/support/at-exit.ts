const cleanUps = new Set<() => void>();
let listening = false;

/**
 * Registers what must happen even when the test's process ends before the test could clean up. Returns a
 * function that withdraws it.
 */
export function atExit(cleanUp: () => void): () => void {
  if (!listening) listen();
  cleanUps.add(cleanUp);
  return () => {
    cleanUps.delete(cleanUp);
  };
}

function listen(): void {
  listening = true;
  process.once("exit", () => {
    // The last registered goes first: a server before the folder that it writes to.
    for (const cleanUp of [...cleanUps].reverse()) cleanUp();
  });
  // Test runners end their workers with this signal, and by itself it would skip "exit".
  process.once("SIGTERM", () => process.exit(143));
}
