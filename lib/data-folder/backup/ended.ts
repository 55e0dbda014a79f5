import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Resolves once a process has ended and all that it sent is read: either may come first. Rejects if none began. */
export async function ended(child: ChildProcess): Promise<void> {
  await Promise.all([once(child, "exit"), once(child, "disconnect")]);
}
