import { log } from "./log.ts";

/** How long a repeated signal counts as the same Ctrl-C, ms: the terminal and npm both pass it on. */
const SAME_PRESS_MS = 1_000;

/** Calls `drain` once at SIGINT or SIGTERM; another signal after that ends the process at once. */
export function stopOnSignal(drain: () => Promise<void>): void {
  let stoppingSince: number | null = null;
  const stop = (signal: string) => {
    if (stoppingSince !== null) {
      if (Date.now() - stoppingSince > SAME_PRESS_MS) process.exit(130);
      return;
    }
    stoppingSince = Date.now();
    // Close the port before the log says so, so that a reader of the log finds it closed.
    void drain();
    log("server").info({ signal }, "stopping: no new requests, what is under way ends");
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
