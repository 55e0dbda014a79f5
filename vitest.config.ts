import { defineConfig } from "vitest/config";

/** These put a module of their own in another's place, so no other file may have imported it before. */
const mocking = ["tests/unit/engine/verbs/password-checks.test.ts", "tests/unit/db/alert-pages-walk.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx,mjs}"],
          exclude: mocking,
          // Importing our modules anew for each file would take two thirds of the time.
          isolate: false,
          testTimeout: 10_000,
        },
      },
      { test: { name: "unit-mocking", include: mocking, testTimeout: 10_000 } },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          // Each file starts server processes of its own: more at once only make each other slow.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "peers",
          include: ["tests/peers/**/*.test.{ts,mjs}"],
          // Each file runs several servers beside each other.
          maxWorkers: 1,
          testTimeout: 120_000,
          // The first one may download the programs.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
