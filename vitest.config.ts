import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx,mjs}"],
          testTimeout: 10_000,
        },
      },
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
