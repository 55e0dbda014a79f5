import type { NextConfig } from "next";

/** Nobody frames, sniffs or learns addresses; pages load what comes from here alone. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
];

const config: NextConfig = {
  // biome-ignore lint/style/noProcessEnv: through lib/env.ts Next would compile zod at each start, half a second.
  distDir: process.env.TOCSIN_BUILD_DIR || ".next",
  // next-env.d.ts then names the route types, and tsconfig.json stays as it is whatever the build folder.
  experimental: { strictRouteTypes: true },
  // Types are checked by `npm test` with TypeScript 7, whose compiler Next can't load for its own check.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["better-sqlite3", "@node-rs/argon2", "pino"],
  // No page has a picture to scale: without this, anybody could have the server scale some.
  images: { unoptimized: true },
  poweredByHeader: false,
  // In development Next would print what actions are called with: passwords among it.
  logging: { serverFunctions: false },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
  // Hot reload, which Next otherwise refuses to any name but localhost.
  allowedDevOrigins: ["127.0.0.1"],
  reactStrictMode: true,
  // The listener compresses nothing: one process, small pages, and a proxy in front does it better.
  compress: false,
};

export default config;
