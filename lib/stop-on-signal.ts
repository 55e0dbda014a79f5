import { log } from "./log.ts";

/** How long a repeated signal counts as the same Ctrl-C, ms: the terminal and npm both pass it on. */
const SAME_PRESS_MS = 1_000;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Lets these signals end a start, also that of a container's first process: the kernel keeps from it every signal
 * that it has no handler for. Returns a function that ends this.
 */
export function endStartOnSignal(): () => void {
  if (process.pid !== 1) return () => {};
  const end = (_name: string, number: number) => process.exit(128 + number);
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

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
  for (const signal of SIGNALS) process.on(signal, stop);
}
