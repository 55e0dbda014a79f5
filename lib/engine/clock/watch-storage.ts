import type { ChoreContext, ChoreParts } from "./chore.ts";

/**
 * While the disk can't be written, says so in the log and tries to write, so that the end of it is noticed.
 */
export const watchingStorage = ({ storage }: Pick<ChoreContext, "storage">): ChoreParts => ({
  name: "watching the storage",
  everyMs: 1_000,
  step: async () => {
    await storage.watch();
    return false;
  },
});
