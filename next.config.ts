import type { NextConfig } from "next";

const config: NextConfig = {
  // biome-ignore lint/style/noProcessEnv: through lib/env.ts Next would compile zod at each start, half a second.
  distDir: process.env.TOCSIN_BUILD_DIR || ".next",
  // next-env.d.ts then names the route types, and tsconfig.json stays as it is whatever the build folder.
  experimental: { strictRouteTypes: true },
  // Types are checked by `npm test` with TypeScript 7, whose compiler Next can't load for its own check.
  typescript: { ignoreBuildErrors: true },
  // The pages' policy refuses styles without a nonce, and the toaster adds some.
  turbopack: {
    rules: { "**/sonner/dist/index.mjs": { loaders: ["./scripts/prepare/plain-toaster.mjs"] } },
  },
  serverExternalPackages: ["better-sqlite3", "@node-rs/argon2", "pino"],
  // No page has a picture to scale: without this, anybody could have the server scale some.
  images: { unoptimized: true },
  poweredByHeader: false,
  // In development Next would print what actions are called with: passwords among it.
  logging: { serverFunctions: false },
  // Hot reload, which Next otherwise refuses to any name but localhost.
  allowedDevOrigins: ["127.0.0.1"],
  reactStrictMode: true,
  // The listener does it (lib/web/http/coding): in better codings, and without the answers that may hold secrets.
  compress: false,
};

export default config;
