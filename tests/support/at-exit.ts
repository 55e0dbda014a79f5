const cleanUps = new Set<() => void>();
let listening = false;

/**
 * Registers a clean-up that runs even if the test's process ends before the test could clean up. Returns a
 * function that cancels it.
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
    // Run the last registered first: stop a server before its folder is removed.
    for (const cleanUp of [...cleanUps].reverse()) cleanUp();
  });
  // Test runners end their workers with this signal, which alone would skip "exit".
  process.once("SIGTERM", () => process.exit(143));
}
