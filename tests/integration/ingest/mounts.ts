/** The two places where the one ingest function is mounted: [name, program that serves it there]. */
export const MOUNTS = [
  ["in front of Next", "server.ts"],
  ["inside Next", "tests/support/next-only-server.ts"],
] as const;
