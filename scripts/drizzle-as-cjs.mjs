// Loads Drizzle's CommonJS files, before the program: `node --import ./scripts/drizzle-as-cjs.mjs server.ts`.
// For every .js module Node parses its package's whole "exports", and Drizzle's is 180 KB long: as ES modules
// it takes over a second to load, in each thread. Its CommonJS files hold the same code and take a tenth.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith("drizzle-orm")) return nextResolve(specifier, context);
    return nextResolve(specifier, { ...context, conditions: ["node", "require"] });
  },
});
