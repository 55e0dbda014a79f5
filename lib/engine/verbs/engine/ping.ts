import type { Verb } from "#lib/engine/write/context.ts";

/** Resolves while the engine answers and what it writes reaches the disk. */
export const ping: Verb<void> = (context) => context.proveStorage();
