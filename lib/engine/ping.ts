import type { Verb } from "#lib/verb.ts";

/** Resolves when the engine has turned once and the database has taken an (empty) transaction. */
export const ping: Verb<void> = (context) => context.transact(() => {});
