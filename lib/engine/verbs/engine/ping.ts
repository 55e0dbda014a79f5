import type { Verb } from "#lib/engine/write/context.ts";

/** Resolves if the engine answers and the disk takes what it writes. */
export const ping: Verb<void> = (context) => context.proveStorage();
