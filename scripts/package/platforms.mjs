/**
 * What one file is made for. `cpu` is as Node.js names it; `packages` are those of its native parts: first the
 * runtime, then what hashes passwords. SQLite's are in its own package, for every platform.
 */
export const platforms = ["x64", "arm64"].map((cpu) => ({
  name: `linux-${cpu}`,
  cpu,
  packages: [`node_modules/node-linux-${cpu}`, `node_modules/@node-rs/argon2-linux-${cpu}-gnu`],
}));
